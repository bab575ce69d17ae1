using Liandong.Web.Look;

namespace Liandong.Web.Desk.Models;

/// <summary>Chosen cases and what may be done to all of them; after an act, what became of each.</summary>
/// <param name="Refusal">Why nothing at all was done.</param>
public sealed record BulkPage(string Title, IReadOnlyList<BulkRow> Rows, BulkBar Bar, string? Done = null, RefusalNote? Refusal = null);

/// <summary>One of the chosen cases.</summary>
/// <param name="Url">Null when it is no longer to be seen.</param>
/// <param name="Value">What the box sends: number and version.</param>
/// <param name="Answer">What became of it; null before the act.</param>
/// <param name="Refused">The act was not done to it.</param>
public sealed record BulkRow(string Number, string? Url, string Value, bool Chosen, Remaining? Due, string Class, string Title, string Step, string? Answer, bool Refused);

/// <summary>What is possible on all chosen cases, and the form that is unfolded.</summary>
/// <param name="Back">The queue that they were chosen in.</param>
/// <param name="Key">The act's key, so that a second press is the same act.</param>
/// <param name="Asked">False before anything was chosen: without script the bar asks then.</param>
public sealed record BulkBar(int Count, IReadOnlyList<BulkOffer> Offers, BulkForm? Open, string Back, Guid Key, bool Asked = true)
{
    /// <summary>Below a queue, before anything is chosen.</summary>
    public static BulkBar Before(string back) => new(0, [], null, back, Guid.NewGuid(), Asked: false);
}

/// <param name="AtOnce">Has nothing to fill in and can be undone: one press does it.</param>
public sealed record BulkOffer(string Code, string Label, string Icon, string? Key, bool AtOnce);

/// <param name="Ends">Cannot be undone.</param>
public sealed record BulkForm(string Code, string Label, IReadOnlyList<FieldInput> Fields, bool Ends);
