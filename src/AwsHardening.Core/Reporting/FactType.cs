using System.Text.Json.Nodes;
using AwsHardening.Core.Reading;

namespace AwsHardening.Core.Reporting;

/// <summary>A list that an account is read as: the call that answers it, and the calls that complete each of its items.</summary>
/// <param name="Name">What the list is called in the collected account.</param>
/// <param name="Service">The service.</param>
/// <param name="Operation">The operation.</param>
/// <param name="Items">The member of the answer that holds the items; empty where the answer is itself the only item.</param>
internal sealed record FactType(string Name, string Service, string Operation, string Items)
{
    /// <summary>CloudFormation's name of an item.</summary>
    public required string ResourceType { get; init; }

    /// <summary>The path of an item's id; empty for what the Region or the account has one of.</summary>
    public required string Id { get; init; }

    /// <summary>The ARN, with <c>{partition}</c>, <c>{region}</c>, <c>{account}</c> and <c>{id}</c>, or the member that has it; null where items have none.</summary>
    public string? Arn { get; init; }

    /// <summary>True for what is in no Region.</summary>
    public bool IsGlobal { get; init; }

    public JsonObject Parameters { get; init; } = [];

    /// <summary>The member that asks for the next page, and the one that offers it.</summary>
    public (string In, string Out) Token { get; init; } = ("NextToken", "NextToken");

    /// <summary>The member that asks for pages of a size, and the most that AWS allows; null where AWS's own size is the most.</summary>
    public (string Member, int Most)? Size { get; init; }

    /// <summary>The error codes that say there is nothing.</summary>
    public IReadOnlyList<string> NotSet { get; init; } = [];

    /// <summary>The items of a page, where they stand deeper.</summary>
    public Func<JsonObject, IEnumerable<JsonNode?>>? Unfold { get; init; }

    public IReadOnlyList<FactPart> Parts { get; init; } = [];

    /// <summary>The list where the view has it in the SDK's types, for others who read it too; null where nobody does.</summary>
    public Func<AccountView, Task<Fact<IReadOnlyList<JsonObject>>>>? Shared { get; init; }

    /// <summary>Reads the list in another way than by its call: what several calls show together.</summary>
    public Func<AccountView, string, CancellationToken, Task<IReadOnlyList<JsonObject>>>? Read { get; init; }

    /// <summary>The IAM actions of such a reading.</summary>
    public IReadOnlyList<string> ReadActions { get; init; } = [];

    /// <summary>The IAM actions that reading it whole needs.</summary>
    public IEnumerable<string> IamActions =>
        [.. Read is null ? [Changes.IamActions.Of(Service, Operation)] : ReadActions, .. Parts.Select(part => Changes.IamActions.Of(Service, part.Operation))];
}

/// <summary>A call that completes an item.</summary>
/// <param name="Name">The member that the answer becomes.</param>
/// <param name="Operation">The operation, of the list's service.</param>
/// <param name="Ask">The parameters for an item; null where the item has nothing of the kind.</param>
internal sealed record FactPart(string Name, string Operation, Func<JsonObject, JsonObject?> Ask)
{
    /// <summary>The error codes that say there is nothing.</summary>
    public IReadOnlyList<string> NotSet { get; init; } = [];

    /// <summary>The member of the answer that is kept; empty for all of it.</summary>
    public string Member { get; init; } = "";

    /// <summary>A call that names the item alone.</summary>
    /// <param name="name">The member that the answer becomes.</param>
    /// <param name="operation">The operation.</param>
    /// <param name="id">The member that names the item.</param>
    /// <param name="parameter">The parameter that takes it; null where it is called the same.</param>
    public static FactPart Of(string name, string operation, string id, string? parameter = null) =>
        new(name, operation, item => new() { [parameter ?? id] = item[id]?.DeepClone() });
}
