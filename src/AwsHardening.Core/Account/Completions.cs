namespace AwsHardening.Core.Account;

/// <summary>What tab completion offers, from memory and local files: never from the network.</summary>
public static class Completions
{
    /// <summary>Every Region name the SDK knows.</summary>
    public static IReadOnlyList<string> RegionNames() => throw new NotImplementedException();

    /// <summary>The profiles of the shared config and credentials files.</summary>
    public static IReadOnlyList<string> ProfileNames() => throw new NotImplementedException();

    /// <summary>The templates of the embedded account.</summary>
    public static IReadOnlyList<string> SandboxTemplates() => throw new NotImplementedException();

    /// <summary>Ids that this session has read so far, with a name to show: groups (<c>sg-</c>), rules (<c>sgr-</c>), VPCs (<c>vpc-</c>).</summary>
    /// <param name="session">The session.</param>
    /// <param name="prefix">The id's prefix, such as <c>sg-</c>.</param>
    public static IReadOnlyDictionary<string, string> SeenIds(HardeningSession session, string prefix) =>
        throw new NotImplementedException();

    /// <summary>The ids of journaled changes, newest first, with a line to show.</summary>
    public static IReadOnlyDictionary<string, string> ChangeIds() => throw new NotImplementedException();
}
