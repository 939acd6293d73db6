namespace AwsHardening.Sandbox.DynamoDb;

/// <summary>All tables; each belongs to one Region.</summary>
internal sealed class DynamoDbState(DynamoDbOptions options)
{
    public DynamoDbOptions Options { get; } = options;

    public SortedDictionary<(string Region, string Name), Table> Tables { get; } = [];

    public DateTimeOffset Now => Options.Clock.GetUtcNow();
}
