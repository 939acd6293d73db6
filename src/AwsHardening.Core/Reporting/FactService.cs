using System.Text.Json.Nodes;

namespace AwsHardening.Core.Reporting;

/// <summary>What the lists of a service have in common.</summary>
/// <param name="Name">The service, such as <c>cloudtrail</c>.</param>
/// <param name="ResourceType">What CloudFormation's names of its resources begin with, such as <c>AWS::CloudTrail</c>.</param>
internal sealed record FactService(string Name, string ResourceType)
{
    private const string OfAccount = "AWS::Account";

    /// <summary>True for a service that is in no Region.</summary>
    public bool IsGlobal { get; init; }

    /// <summary>The member that asks for the next page, and the one that offers it.</summary>
    public (string In, string Out) Token { get; init; } = ("NextToken", "NextToken");

    /// <summary>A list.</summary>
    /// <param name="name">What it is called in the collected account.</param>
    /// <param name="operation">The call.</param>
    /// <param name="items">The member of the answer that holds the items.</param>
    /// <param name="type">What CloudFormation's name of an item ends with.</param>
    /// <param name="id">The path of an item's id.</param>
    /// <param name="arn">The member that has the ARN, or a pattern of it; null where items have none.</param>
    public FactType List(string name, string operation, string items, string type, string id, string? arn = null) => new(name, Name, operation, items)
    {
        ResourceType = $"{ResourceType}::{type}",
        Id = id,
        Arn = arn,
        IsGlobal = IsGlobal,
        Token = Token,
    };

    /// <summary>A list of which AWS answers the ids alone, each completed by further calls.</summary>
    public FactType Ids(string name, string operation, string items, string type, string id, string? arn = null) => List(name, operation, items, type, id, arn) with
    {
        Unfold = page => (page[items] as JsonArray ?? []).Select(one => (JsonNode)new JsonObject { [id] = one?.DeepClone() }),
    };

    /// <summary>What the Region, or the account, has one of at most.</summary>
    /// <param name="name">What it is called in the collected account.</param>
    /// <param name="operation">The call.</param>
    /// <param name="member">The member of the answer that it is; empty where it is the answer.</param>
    /// <param name="notSet">The error code that says there is none; null where there always is one.</param>
    public FactType Setting(string name, string operation, string member = "", string? notSet = null) => new(name, Name, operation, member)
    {
        ResourceType = OfAccount,
        Id = "",
        IsGlobal = IsGlobal,
        Token = Token,
        NotSet = notSet is null ? [] : [notSet],
        Unfold = member.Length == 0 ? null : page => [page[member]],
    };
}
