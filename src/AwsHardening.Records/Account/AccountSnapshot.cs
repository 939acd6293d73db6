namespace AwsHardening;

/// <summary>A snapshot that was written: a copy of what the module can change or reason about in one Region of an account.</summary>
/// <param name="Path">The file.</param>
/// <param name="AccountId">The 12-digit account id, or the one that stands for it.</param>
/// <param name="Region">The Region.</param>
/// <param name="ExportedAt">When the reading began, UTC.</param>
/// <param name="ResourceCount">How many resources are in it.</param>
/// <param name="Unread">The types of resources that could not be read, or not whole, with the operation where it is some of them: a session on the snapshot refuses to speak of them.</param>
/// <param name="Pseudonymized">True where account ids, names and public addresses are not the real ones.</param>
/// <param name="Length">The file's size in bytes.</param>
public sealed record AccountSnapshot(
    string Path, string AccountId, string Region, DateTimeOffset ExportedAt, long ResourceCount, IReadOnlyList<string> Unread,
    bool Pseudonymized, long Length);
