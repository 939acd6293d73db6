using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Nodes;
using AwsHardening.Sandbox.Ec2;
using AwsHardening.Sandbox.Services;

namespace AwsHardening.Sandbox.Ssm;

/// <summary>A document and its versions.</summary>
internal sealed class SsmDocument(string name, string type, string owner)
{
    public string Name { get; } = name;

    public string Type { get; } = type;

    public string Owner { get; } = owner;

    public List<DocumentVersion> Versions { get; } = [];

    public DocumentVersion Default { get; set; } = null!;

    public DocumentVersion Latest => Versions[^1];

    public TagSet Tags { get; } = new();

    public bool IsAws => Owner == "Amazon";

    /// <summary>A version by its number, <c>$LATEST</c> or <c>$DEFAULT</c>; the default where none is named.</summary>
    public DocumentVersion Version(string? version) => version switch
    {
        null or "" or "$DEFAULT" => Default,
        "$LATEST" => Latest,
        _ => Versions.Find(candidate => candidate.Number == version) ?? throw SsmErrors.NoVersion(),
    };

    // A copied document may lack the versions that were deleted.
    private string Next => Versions.Count == 0 ? "1" : $"{int.Parse(Latest.Number, CultureInfo.InvariantCulture) + 1}";

    public DocumentVersion Add(string content, string format, DateTimeOffset now)
    {
        var version = new DocumentVersion(Next, content, format, now);
        Versions.Add(version);
        Default ??= version;
        return version;
    }

    public JsonObject Description(DocumentVersion version) => Json.Of(
        ("Name", Name), ("Owner", Owner), ("CreatedDate", Json.Time(version.Created)), ("Status", "Active"),
        ("DocumentVersion", version.Number), ("LatestVersion", Latest.Number), ("DefaultVersion", Default.Number),
        ("Hash", version.Hash), ("HashType", "Sha256"), ("Description", version.Text("description")),
        ("SchemaVersion", version.Text("schemaVersion")), ("DocumentType", Type), ("DocumentFormat", version.Format),
        ("PlatformTypes", Json.Texts(["Linux", "MacOS", "Windows"])), ("Tags", Tags.List()));

    public JsonObject Identifier() => Json.Of(
        ("Name", Name), ("Owner", Owner), ("CreatedDate", Json.Time(Default.Created)), ("DocumentVersion", Default.Number),
        ("DocumentType", Type), ("DocumentFormat", Default.Format), ("SchemaVersion", Default.Text("schemaVersion")),
        ("PlatformTypes", Json.Texts(["Linux", "MacOS", "Windows"])), ("Tags", Tags.List()));
}

/// <summary>One version of a document.</summary>
internal sealed record DocumentVersion(string Number, string Content, string Format, DateTimeOffset Created)
{
    public string Hash => Convert.ToHexString(SHA256.HashData(Encoding.UTF8.GetBytes(Content))).ToLowerInvariant();

    /// <summary>The content as JSON; null for YAML, which the sandbox keeps and does not read.</summary>
    public JsonObject? Body => Format == "JSON" ? JsonNode.Parse(Content) as JsonObject : null;

    public string? Text(string member) => Body?[member] is JsonValue value ? value.ToString() : null;

    public JsonObject Shape(SsmDocument document) => Json.Of(
        ("Name", document.Name), ("DocumentVersion", Number), ("CreatedDate", Json.Time(Created)),
        ("IsDefaultVersion", document.Default == this), ("DocumentFormat", Format), ("Status", "Active"));
}
