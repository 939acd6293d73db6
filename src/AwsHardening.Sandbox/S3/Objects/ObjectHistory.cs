namespace AwsHardening.Sandbox.S3;

/// <summary>The versions of one key, newest first.</summary>
internal sealed class ObjectHistory
{
    private readonly List<ObjectVersion> _versions = [];

    public IReadOnlyList<ObjectVersion> Versions => _versions;

    public bool IsEmpty => _versions.Count == 0;

    /// <summary>What a read without a version id finds; null where there is none or its marker says deleted.</summary>
    public ObjectVersion? Current => _versions is [{ IsDeleteMarker: false } newest, ..] ? newest : null;

    public ObjectVersion? Find(string versionId) => _versions.Find(version => version.VersionId == versionId);

    /// <summary>Adds a version. There is at most one with the null id: a new one takes the place of the old.</summary>
    public void Add(ObjectVersion version)
    {
        if (version.VersionId == ObjectVersion.Null)
        {
            _versions.RemoveAll(old => old.VersionId == ObjectVersion.Null);
        }

        _versions.Insert(0, version);
    }

    public void Remove(ObjectVersion version) => _versions.Remove(version);
}
