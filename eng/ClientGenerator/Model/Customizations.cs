using System.Text.Json;
using System.Text.Json.Serialization;

namespace AwsHardening.ClientGenerator.Model;

/// <summary>How an official client differs from what its model alone would give: <c>eng/models/customizations/service.json</c>.</summary>
internal sealed record Customizations
{
    private static readonly JsonSerializerOptions s_json = new(JsonSerializerDefaults.Web)
    {
        ReadCommentHandling = JsonCommentHandling.Skip,
        UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow,
    };

    /// <summary>The namespace after <c>Amazon.</c>.</summary>
    public string? Namespace { get; init; }

    /// <summary>The middle of the class names, as in <c>Amazon(EC2)Client</c>; the namespace where absent.</summary>
    public string? Client { get; init; }

    /// <summary>The middle of <c>I(EC2)PaginatorFactory</c>; that of the other class names where absent.</summary>
    public string? PaginatorFactory { get; init; }

    /// <summary>Operations with an overload that takes no request.</summary>
    public string[] NoArgumentOverloads { get; init; } = [];

    /// <summary>Operation → lists of members that an overload takes instead of a request.</summary>
    public Dictionary<string, string[][]> Overloads { get; init; } = [];

    /// <summary>Class → lists of members that a constructor takes.</summary>
    public Dictionary<string, string[][]> Constructors { get; init; } = [];

    /// <summary>Shape → class name.</summary>
    public Dictionary<string, string> ClassNames { get; init; } = [];

    /// <summary>Shape (or class) → member → property name.</summary>
    public Dictionary<string, Dictionary<string, string>> Properties { get; init; } = [];

    /// <summary>Shape (or class) → members that the client lacks.</summary>
    public Dictionary<string, string[]> Exclude { get; init; } = [];

    /// <summary>Structure → its one member, in whose place the client has that member's value.</summary>
    public Dictionary<string, string> Flatten { get; init; } = [];

    /// <summary>Shape → the shape that stands in its place.</summary>
    public Dictionary<string, string> Substitute { get; init; } = [];

    /// <summary>Operation → property of the response that holds the whole result.</summary>
    public Dictionary<string, string> Wrap { get; init; } = [];

    /// <summary>Shape (or class) → whole numbers of epoch milliseconds that the client shows as a time.</summary>
    public Dictionary<string, string[]> EpochMilliseconds { get; init; } = [];

    /// <summary>Class → members with a public property <c>Is(Member)Set</c>, which can tell an empty collection from none.</summary>
    public Dictionary<string, string[]> IsSetProperties { get; init; } = [];

    /// <summary>Class → a base class of its own.</summary>
    public Dictionary<string, string> BaseClasses { get; init; } = [];

    /// <summary>Operation → a hand-written method that completes the form parameters.</summary>
    public Dictionary<string, string> AfterMarshalling { get; init; } = [];

    /// <summary>Operation → a hand-written method that completes the response.</summary>
    public Dictionary<string, string> AfterUnmarshalling { get; init; } = [];

    /// <summary>Error codes that count as throttling beside those of every service.</summary>
    public string[] ThrottlingErrors { get; init; } = [];

    /// <summary>The header that says the API's version beside <c>x-amz-api-version</c>; null for services that ask for none.</summary>
    public string? VersionHeader { get; init; }

    /// <summary>Reads a service's file from the first folder that has one; an empty set where none has.</summary>
    public static Customizations Read(string service, params string?[] folders)
    {
        var file = folders.OfType<string>().Select(folder => Path.Combine(folder, service + ".json")).FirstOrDefault(File.Exists);
        return file is null ? new Customizations() : JsonSerializer.Deserialize<Customizations>(File.ReadAllText(file), s_json)!;
    }
}
