using Liandong.Web.Look;

namespace Liandong.Web.Desk;

/// <summary>The questions of registering, a field each: the register form and the hotline's desk ask the same.</summary>
/// <param name="wrong">The field at fault and what is wrong with it.</param>
public sealed class RegisterAsks(RegisterForm form, CityWords words, Texts texts, (string? Field, string? Words) wrong)
{
    private static readonly string[] s_hinted = ["description", "title", "class", "place", "area", "name", "phone", "complainedOf", "complainedOfPerson"];

    /// <param name="otherwise">What stands there before anybody has typed.</param>
    public FieldInput Of(string name, FieldShape shape, IReadOnlyList<FieldOption>? options = null, string? otherwise = null, bool required = false, string? max = null) =>
        new(name, shape, texts["ask." + name], required, Hint(name), wrong.Field == name ? wrong.Words : null,
            name == "place" ? [form["place"] ?? "", form["place.lon"] ?? "", form["place.lat"] ?? ""] : (form[name] ?? (form.IsFresh ? otherwise : null)) is { } value ? [value] : [], options, Max: max);

    /// <summary>One of a list of the city.</summary>
    public FieldInput Of(string name, string list, string? otherwise, bool required = false) => Of(name, FieldShape.Choice, QueueForm.ListOptions(words, list), otherwise, required);

    private string? Hint(string name) => name == "area" && words.City.ResponsibleLevel is not null ? texts["ask.area.hint.found"] : s_hinted.Contains(name) ? texts["ask." + name + ".hint"] : null;
}
