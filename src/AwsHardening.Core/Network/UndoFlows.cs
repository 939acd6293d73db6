using System.Text.Json.Nodes;
using AwsHardening.Core.Account;
using AwsHardening.Core.Changes;
using AwsHardening.Core.Network.Model;
using AwsHardening.Core.Network.Reachability;
using AwsHardening.Core.Reading;

namespace AwsHardening.Core.Network;

/// <summary>
/// What taking changes back does to the flows that pass today: it is to cut those that the changes opened, and no others. Somebody may
/// have come to rely on a change since it was made.
/// </summary>
/// <param name="session">The session.</param>
/// <param name="accountId">Its account.</param>
/// <param name="ids">What became of ids.</param>
internal sealed class UndoFlows(AwsSession session, string accountId, IdMap ids)
{
    private readonly List<HardeningFlow> _opened = [];

    // The network of each Region as what is taken back so far leaves it.
    private readonly Dictionary<string, NetworkModel> _models = new(StringComparer.Ordinal);

    /// <summary>True for a change that decides flows.</summary>
    public static bool Concerns(ResourceChange change) => ResourceKinds.Of(change.ResourceType) is INetworkKind;

    /// <summary>Notes what is to be taken back by the same command: the flows that it opened are to be cut, whichever change they go with.</summary>
    public void Ask(IEnumerable<ResourceChange> changes) => _opened.AddRange(changes.SelectMany(change => change.Flows?.Gained ?? []));

    /// <summary>Takes over a network that was read already.</summary>
    public void Know(NetworkModel model) => _models[model.Region] = model;

    /// <summary>Weighs a taking back.</summary>
    /// <exception cref="UnreadFactException">The network could not be read.</exception>
    public async Task<ResourceChange> WeighAsync(ResourceChange inverse, CancellationToken cancellationToken)
    {
        var before = Kind(inverse).Found(await ModelAsync(inverse.Region, cancellationToken), inverse);
        var effect = FlowGuard.Weigh(before, Kind(inverse).Apply(before, Present(inverse)), new OpenedFlows(_opened), cancellationToken);
        return inverse with { Flows = effect, Risks = FlowGuard.Risks(effect) };
    }

    /// <summary>Goes on with the network that a taking back leaves; to be told once it is made, when its ids are known.</summary>
    public void Note(ResourceChange inverse)
    {
        if (_models.TryGetValue(inverse.Region, out var model))
        {
            _models[inverse.Region] = Kind(inverse).Apply(Kind(inverse).Found(model, inverse), Present(inverse));
        }
    }

    private static INetworkKind Kind(ResourceChange change) => (INetworkKind)ResourceKinds.Of(change.ResourceType);

    private async Task<NetworkModel> ModelAsync(string region, CancellationToken cancellationToken)
    {
        if (!_models.TryGetValue(region, out var model))
        {
            var there = session.In(region);
            _models[region] = model = await NetworkReader.ReadAsync(there, accountId, new AccountView(there, cancellationToken));
        }

        return model;
    }

    // Content names what a change made by the change's own names: the network has it by its ids.
    private ResourceChange Present(ResourceChange change) => change with
    {
        ResourceId = ids.Resolve(change.ResourceId), Before = (JsonObject)Present(change.Before)!, After = (JsonObject)Present(change.After)!,
    };

    private JsonNode? Present(JsonNode? node) => node switch
    {
        JsonObject many => new JsonObject(many.Select(pair => KeyValuePair.Create(pair.Key, Present(pair.Value)))),
        JsonArray list => new JsonArray([.. list.Select(Present)]),
        JsonValue value when value.TryGetValue<string>(out var text) => ids.Resolve(text),
        _ => node?.DeepClone(),
    };
}
