namespace Liandong.Core;

/// <summary>Role codes that the core itself must know. All others are words of the procedures and of the table of routes.</summary>
public static class Roles
{
    /// <summary>Answers for a unit's work: offered handlings are bound to the holder of this role.</summary>
    public const string Clerk = "clerk";

    /// <summary>Answers for a unit while nobody works there.</summary>
    public const string Duty = "duty";
}
