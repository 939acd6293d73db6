using System.Text.Json.Nodes;
using AwsHardening.Core.Changes;

namespace AwsHardening.Core.Access.Kinds;

/// <summary>One call, before it has its name in a change.</summary>
/// <param name="Service">The service, such as <c>iam</c>.</param>
/// <param name="Operation">The operation.</param>
/// <param name="Parameters">The parameters.</param>
/// <param name="Creates">What the answer makes known.</param>
internal sealed record Step(string Service, string Operation, JsonObject Parameters, params IReadOnlyList<CreatedId> Creates);

/// <summary>Builds a change of a <see cref="PartsKind"/>: one call a part, and one that takes it back.</summary>
internal sealed class PartsChange
{
    private readonly JsonObject _before = [];
    private readonly JsonObject _after = [];
    private readonly List<ApiCall> _calls = [];
    private readonly List<ApiCall> _inverse = [];

    public bool IsEmpty => _calls.Count == 0;

    /// <summary>The part that a call writes.</summary>
    public static string PartOf(ApiCall call) => call.Id[(call.Id.IndexOf(':', StringComparison.Ordinal) + 1)..];

    /// <summary>Writes a part.</summary>
    /// <param name="part">Its name.</param>
    /// <param name="before">What it is; null where it is not there.</param>
    /// <param name="after">What it is to be.</param>
    /// <param name="set">Writes it.</param>
    /// <param name="restore">Takes it back; null where it goes with the part that was written first.</param>
    public PartsChange Set(string part, JsonNode? before, JsonNode? after, Step set, Step? restore)
    {
        _before[part] = before?.DeepClone();
        _after[part] = after?.DeepClone();
        var back = restore is null ? _calls[0].Counterpart : $"restore:{part}";
        _calls.Add(new ApiCall($"set:{part}", set.Service, set.Operation, set.Parameters, back, set.Creates));
        if (restore is not null)
        {
            _inverse.Insert(0, new ApiCall(back, restore.Service, restore.Operation, restore.Parameters, $"set:{part}", restore.Creates));
        }

        return this;
    }

    /// <summary>The change.</summary>
    /// <param name="header">Its ids, resource and reason.</param>
    public ResourceChange Build(ResourceChange header) => header with { Before = _before, After = _after, Calls = _calls, Inverse = _inverse };
}
