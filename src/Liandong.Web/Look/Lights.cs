namespace Liandong.Web.Look;

/// <summary>Colour, shape and word of a light; never one without the others.</summary>
public static class Lights
{
    public static string Css(Light light) => light switch
    {
        Light.Blue => "blue",
        Light.Yellow => "yellow",
        Light.Orange => "orange",
        _ => "red",
    };

    public static string Word(this Texts texts, Light light) => light switch
    {
        Light.Blue => texts["light.blue"],
        Light.Yellow => texts["light.yellow"],
        Light.Orange => texts["light.orange"],
        _ => texts["light.red"],
    };
}
