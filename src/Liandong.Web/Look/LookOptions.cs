namespace Liandong.Web.Look;

/// <summary>What the frame of every page needs from the installation. Set once the city is known.</summary>
public sealed class LookOptions
{
    public CityFace City { get; set; } = new("", "", "zh", TimeZoneInfo.Utc);

    /// <summary>The installation clock; pages count and date by it.</summary>
    public Func<DateTimeOffset> Clock { get; set; } = TimeProvider.System.GetUtcNow;

    /// <summary>The frame around a desk for the one who asks: desks, saved views, counts, person.</summary>
    public Func<HttpContext, ValueTask<DeskFrame>> Frame { get; set; } = _ => ValueTask.FromResult(DeskFrame.Nobody);

    /// <summary>Pages listen for what changes; false when nothing tells them.</summary>
    public bool Live { get; set; }

    /// <summary>Serve /look/samples; off in production.</summary>
    public bool Samples { get; set; }
}

/// <summary>The city as the frame shows it.</summary>
/// <param name="Zh">Its Chinese name.</param>
/// <param name="En">Its English name.</param>
/// <param name="Language">“zh” or “en”, for a browser that says nothing.</param>
/// <param name="Zone">Its time zone; every time on screen is in it.</param>
public sealed record CityFace(string Zh, string En, string Language, TimeZoneInfo Zone)
{
    public string Name(string language) => language is "zh" ? Zh : En;
}

/// <summary>What stands around a desk's page.</summary>
/// <param name="Person">Who is signed in, with unit and post, as one line; null on public pages.</param>
/// <param name="Groups">The side: desks and saved views.</param>
public sealed record DeskFrame(string? Person, IReadOnlyList<SideGroup> Groups)
{
    public static readonly DeskFrame Nobody = new(null, []);

    /// <summary>The person's code: what the browser keeps is kept under it.</summary>
    public string? Code { get; init; }

    /// <summary>What has to be said on every page of this installation; null when nothing has.</summary>
    public string? Note { get; init; }
}

public sealed record SideGroup(string Heading, IReadOnlyList<SideLink> Links);

/// <param name="Late">Of <paramref name="Count"/>, how many are overdue; carries the red square when above zero.</param>
/// <param name="AtLeast">There are more than <paramref name="Count"/>.</param>
public sealed record SideLink(string Label, string Url, int? Count = null, int Late = 0, bool AtLeast = false)
{
    /// <summary>The key that leads there, as the browser calls it; null for none.</summary>
    public string? Key { get; init; }
}
