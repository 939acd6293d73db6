using AwsHardening.Core.Changes;

namespace AwsHardening.UnitTests.Engine.Support;

/// <summary>What a process that ended leaves of its journal.</summary>
internal static class JournalRemains
{
    /// <summary>The journal of a process that is still writing it.</summary>
    public static byte[] Read(string path)
    {
        using var file = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite);
        using var copy = new MemoryStream();
        file.CopyTo(copy);
        return copy.ToArray();
    }

    /// <summary>Writes the head that a dead process leaves: that of the last whole entry.</summary>
    public static void WriteHead(string path)
    {
        var whole = File.ReadAllText(path).Split('\n')[..^1];
        using var head = new JournalHead(path);
        head.Write(whole.Length, JournalChain.Sha256(whole[^1]));
    }
}
