using System.Text.Json.Nodes;

namespace AwsHardening.Sandbox.DynamoDb;

/// <summary>One call as a handler sees it.</summary>
internal sealed class DynamoDbCall(DynamoDbState state, JsonObject input, string region)
{
    public DynamoDbState State { get; } = state;

    public JsonObject Input { get; } = input;

    public string Region { get; } = region;

    public string? Text(string member) => (string?)Input[member];

    public int? Number(string member) => (int?)Input[member];

    public bool? Flag(string member) => (bool?)Input[member];

    public JsonObject? Structure(string member) => Input[member] as JsonObject;

    /// <summary>The table that a member names, by name or ARN, whatever its state.</summary>
    public Table Table(string member = "TableName")
    {
        var said = Text(member) ?? "";
        var name = said.StartsWith("arn:", StringComparison.Ordinal) ? said[(said.LastIndexOf('/') + 1)..] : said;
        if (State.Tables.TryGetValue((Region, name), out var table))
        {
            table.Settle(State.Now);
            if (!table.IsGone)
            {
                return table;
            }

            State.Tables.Remove((Region, name));
        }

        throw DynamoDbErrors.NoTable(name);
    }

    /// <summary>A table that can be read and written.</summary>
    public Table OpenTable()
    {
        var table = Table();
        if (table.IsCopy)
        {
            // Whether a condition holds cannot be told either.
            throw new AwsErrorException("NotInSnapshot", $"The snapshot does not say what is in table {table.Name}.");
        }

        return table.Status is DynamoDb.Table.Creating or DynamoDb.Table.Deleting ? throw DynamoDbErrors.NotThere() : table;
    }
}
