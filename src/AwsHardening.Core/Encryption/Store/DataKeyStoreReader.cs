using System.Text.Json.Nodes;
using AwsHardening.Core.Account;
using AwsHardening.Core.Changes;

namespace AwsHardening.Core.Encryption.Store;

/// <summary>Reads a table of data keys.</summary>
internal sealed class DataKeyStoreReader(AwsSession session, string tableName)
{
    /// <summary>The workshop's name.</summary>
    public const string DefaultTable = "workshop_encryption_keys";

    public string TableName { get; } = tableName;

    /// <summary>A key.</summary>
    /// <exception cref="Errors.OperationException">There is none, or none that this module made.</exception>
    public async Task<StoredDataKey> ReadAsync(string id, CancellationToken cancellationToken) =>
        await ItemAsync(id, cancellationToken) is not { } item ? throw StoreErrors.NotThere(id, TableName)
            : DataKeyItem.Read(item) ?? throw StoreErrors.NotOurs(id, TableName);

    /// <summary>An item as it is, or null.</summary>
    public async Task<JsonObject?> ItemAsync(string id, CancellationToken cancellationToken)
    {
        var answer = await ApiInvoker.ReadAsync(
            session, "dynamodb", "GetItem",
            new JsonObject
            {
                [DataKeyItem.Table] = TableName,
                ["Key"] = new JsonObject { [DataKeyItem.KeyId] = DataKeyItem.Text(id) },
                // What was made a moment ago must be seen.
                ["ConsistentRead"] = true,
            },
            cancellationToken);
        return answer["Item"] is JsonObject { Count: > 0 } item ? item : null;
    }

    /// <summary>All items.</summary>
    public async IAsyncEnumerable<JsonObject> ItemsAsync([System.Runtime.CompilerServices.EnumeratorCancellation] CancellationToken cancellationToken)
    {
        JsonNode? next = null;
        do
        {
            var parameters = new JsonObject { [DataKeyItem.Table] = TableName, ["ConsistentRead"] = true };
            if (next is not null)
            {
                parameters["ExclusiveStartKey"] = next.DeepClone();
            }

            var page = await ApiInvoker.ReadAsync(session, "dynamodb", "Scan", parameters, cancellationToken);
            foreach (var item in (page["Items"] as JsonArray ?? []).OfType<JsonObject>())
            {
                yield return item;
            }

            next = page["LastEvaluatedKey"] is JsonObject { Count: > 0 } key ? key : null;
        }
        while (next is not null);
    }
}
