namespace AwsHardening.Core.Identity.Permissions;

/// <summary>What a command declares.</summary>
/// <param name="Command">The command.</param>
/// <param name="Actions">The actions, each with when it is needed; null for always.</param>
/// <param name="OfChanges">True where it needs what changes of any kind of resource take.</param>
public sealed record CommandNeeds(string Command, IReadOnlyList<(string Action, string? When)> Actions, bool OfChanges);
