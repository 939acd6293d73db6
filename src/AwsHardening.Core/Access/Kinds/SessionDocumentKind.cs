using System.Text.Json.Nodes;
using AwsHardening.Core.Account;
using AwsHardening.Core.Changes;
using AwsHardening.Core.Reading;

namespace AwsHardening.Core.Access.Kinds;

/// <summary>A Systems Manager document: the content of its latest version and of its default one.</summary>
internal sealed class SessionDocumentKind : PartsKind
{
    public const string Type = "AWS::SSM::Document";
    public const string Content = "Content";
    private const string Default = "DefaultContent";
    private const string Version = "DocumentVersion";

    public override string ResourceType => Type;

    public override IReadOnlyList<string> RequiredActions { get; } =
    [
        "ssm:ListDocuments", "ssm:GetDocument", "ssm:CreateDocument", "ssm:UpdateDocument", "ssm:UpdateDocumentDefaultVersion",
        "ssm:DeleteDocument",
    ];

    protected override string Existence => Content;

    public override async Task<int> CountAsync(AccountView view) => Count(await view.OwnDocuments(), "the documents", "ssm:ListDocuments");

    protected override Task<JsonObject> ReadPartsAsync(AwsSession session, ResourceChange change, CancellationToken cancellationToken) =>
        ReadAsync(session, change.ResourceId, cancellationToken);

    public static async Task<JsonObject> ReadAsync(AwsSession session, string name, CancellationToken cancellationToken)
    {
        var latest = await VersionAsync(session, name, "$LATEST", cancellationToken);
        var fallback = latest is null ? null : await VersionAsync(session, name, "$DEFAULT", cancellationToken);
        return new JsonObject
        {
            [Content] = Parse(latest?.Content),
            [Default] = Parse(fallback?.Content),
            [Issued] = new JsonObject { [Version] = latest?.DocumentVersion },
            ["$default"] = fallback?.DocumentVersion,
        };
    }

    /// <summary>Writes the document whole and makes it the default; null where it is so already.</summary>
    public static PartsChange? Write(string changeId, string name, JsonObject present, JsonObject wanted)
    {
        var (before, isNew) = (present[Content], present[Content] is null);
        var change = new PartsChange();
        if (isNew)
        {
            return change.Set(
                Content, null, wanted,
                new("ssm", "CreateDocument", new JsonObject
                {
                    ["Name"] = name, ["DocumentType"] = "Session", ["DocumentFormat"] = "JSON", [Content] = wanted.ToJsonString(),
                }),
                new("ssm", "DeleteDocument", new JsonObject { ["Name"] = name }));
        }

        if (JsonNode.DeepEquals(before, wanted) && JsonNode.DeepEquals(present[Default], wanted))
        {
            return null;
        }

        var version = $"{changeId}#version";
        if (!JsonNode.DeepEquals(before, wanted))
        {
            change.Set(
                Content, before, wanted,
                Update(name, wanted, new CreatedId(version, "DocumentDescription", [], Version)),
                Update(name, before!));
        }

        return change.Set(
            Default, present[Default], wanted,
            Choose(name, change.IsEmpty ? present[Issued]![Version]!.DeepClone() : IdMap.Reference(version)),
            Choose(name, present["$default"]!.DeepClone()));
    }

    private static Step Update(string name, JsonNode content, params IReadOnlyList<CreatedId> creates) => new(
        "ssm", "UpdateDocument",
        new JsonObject { ["Name"] = name, [Content] = content.ToJsonString(), ["DocumentFormat"] = "JSON", [Version] = "$LATEST" }, creates);

    private static Step Choose(string name, JsonNode version) =>
        new("ssm", "UpdateDocumentDefaultVersion", new JsonObject { ["Name"] = name, [Version] = version });

    private static Task<Amazon.SimpleSystemsManagement.Model.GetDocumentResponse?> VersionAsync(
        AwsSession session, string name, string version, CancellationToken cancellationToken) => Ask.OrNull(
        () => session.Ssm.GetDocumentAsync(new() { Name = name, DocumentVersion = version, DocumentFormat = "JSON" }, cancellationToken),
        $"document {name}", "ssm:GetDocument");

    private static JsonNode? Parse(string? content) => content is null ? null : JsonNode.Parse(content);
}
