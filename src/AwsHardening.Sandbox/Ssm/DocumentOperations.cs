using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using AwsHardening.Sandbox.Ec2;
using AwsHardening.Sandbox.Services;

namespace AwsHardening.Sandbox.Ssm;

/// <summary>Documents.</summary>
internal sealed partial class DocumentOperations(Regional<SsmRegion> regions)
{
    private const int MaxBytes = 65_536;
    private const int MaxVersions = 1_000;

    public void Register(OperationSet set)
    {
        set.Add("CreateDocument", Create);
        set.Add("DescribeDocument", call => Json.Of(
            ("Document", Named(call).Description(Named(call).Version(call.Text("DocumentVersion"))))));
        set.Add("GetDocument", Get);
        set.Add("ListDocuments", List);
        set.Add("ListDocumentVersions", call => SsmRegion.Page(
            call, "DocumentVersions", Named(call).Versions.AsEnumerable().Reverse().ToList(), 50, version => version.Shape(Named(call))));
        set.Add("UpdateDocument", Update);
        set.Add("UpdateDocumentDefaultVersion", UpdateDefault);
        set.Add("DeleteDocument", call => { regions[call.Region].Documents.Remove(Own(call).Name); });
    }

    private SsmDocument Named(ServiceCall call) => regions[call.Region].Document(call.Required("Name"));

    private SsmDocument Own(ServiceCall call) => Named(call) is { IsAws: false } own ? own : throw new AwsErrorException(
        "AccessDeniedException", $"User is not authorized to change document {call.Required("Name")}.");

    private JsonObject Create(ServiceCall call)
    {
        var (region, name) = (regions[call.Region], call.Required("Name"));
        if (!Name().IsMatch(name) || ReservedName().IsMatch(name))
        {
            throw SsmErrors.Invalid($"1 validation error detected: Value '{name}' at 'name' failed to satisfy constraint: Member must satisfy regular expression pattern: ^[a-zA-Z0-9_\\-.]{{3,128}}$");
        }

        var content = Content(call);
        if (region.Documents.ContainsKey(name))
        {
            throw new AwsErrorException("DocumentAlreadyExists", "Document with same name " + name + " already exists");
        }

        var document = new SsmDocument(name, call.Text("DocumentType") ?? "Command", region.AccountId);
        document.Add(content, call.Text("DocumentFormat") ?? "JSON", region.Now);
        document.Tags.Add(call.Items("Tags"));
        region.Documents.Add(name, document);
        return Json.Of(("DocumentDescription", document.Description(document.Latest)));
    }

    private JsonObject Get(ServiceCall call)
    {
        var document = Named(call);
        var version = document.Version(call.Text("DocumentVersion"));
        return Json.Of(
            ("Name", document.Name), ("CreatedDate", Json.Time(version.Created)), ("DocumentVersion", version.Number), ("Status", "Active"),
            ("Content", version.Content), ("DocumentType", document.Type), ("DocumentFormat", version.Format));
    }

    private JsonObject List(ServiceCall call)
    {
        var filters = call.Items("Filters").Select(filter => (Key: filter.Text("Key") ?? "", Values: filter.Texts("Values"))).ToList();
        return SsmRegion.Page(
            call, "DocumentIdentifiers",
            regions[call.Region].Documents.Values.Where(document => filters.TrueForAll(filter => filter.Key switch
            {
                "Name" => filter.Values.Any(value => document.Name.StartsWith(value, StringComparison.Ordinal)),
                "Owner" => filter.Values.Any(value => value == "All" || value == (document.IsAws ? "Amazon" : "Self")),
                "DocumentType" => filter.Values.Contains(document.Type),
                _ => throw new AwsErrorException("InvalidFilterKey", $"{filter.Key} is not a valid filter key."),
            })).ToList(),
            50, document => document.Identifier());
    }

    private JsonObject Update(ServiceCall call)
    {
        var (document, content) = (Own(call), Content(call));
        if (call.Text("DocumentVersion") is not { } from || document.Version(from) != document.Latest)
        {
            throw SsmErrors.NoVersion();
        }

        if (document.Latest.Content == content)
        {
            throw new AwsErrorException(
                "DuplicateDocumentContent", "The content of the document version is identical to that of the version being updated.");
        }

        if (document.Versions.Count == MaxVersions)
        {
            throw new AwsErrorException("DocumentVersionLimitExceeded", "The document has too many versions. Delete one or more document versions and try again.");
        }

        var version = document.Add(content, call.Text("DocumentFormat") ?? "JSON", regions[call.Region].Now);
        return Json.Of(("DocumentDescription", document.Description(version)));
    }

    private JsonObject UpdateDefault(ServiceCall call)
    {
        var document = Own(call);
        document.Default = document.Version(call.Required("DocumentVersion"));
        return Json.Of(("Description", Json.Of(("Name", document.Name), ("DefaultVersion", document.Default.Number))));
    }

    private static string Content(ServiceCall call)
    {
        var content = call.Required("Content");
        if (System.Text.Encoding.UTF8.GetByteCount(content) > MaxBytes)
        {
            throw new AwsErrorException("MaxDocumentSizeExceeded", "The size limit of a document is 64 KB.");
        }

        if ((call.Text("DocumentFormat") ?? "JSON") != "JSON")
        {
            return content;
        }

        try
        {
            return JsonNode.Parse(content) is JsonObject body && body["schemaVersion"] is not null
                ? content
                : throw new AwsErrorException("InvalidDocumentContent", "The document has no schemaVersion.");
        }
        catch (JsonException)
        {
            throw new AwsErrorException("InvalidDocumentContent", "JSON not well-formed.");
        }
    }

    [GeneratedRegex(@"^[a-zA-Z0-9_\-.]{3,128}$")]
    private static partial Regex Name();

    [GeneratedRegex("^(aws|amazon|amzn)", RegexOptions.IgnoreCase)]
    private static partial Regex ReservedName();
}
