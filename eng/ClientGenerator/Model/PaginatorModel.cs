using System.Text.Json.Nodes;

namespace AwsHardening.ClientGenerator.Model;

/// <summary>How one operation is paged.</summary>
/// <param name="Operation">The operation.</param>
/// <param name="Inputs">Members of the request that take the tokens.</param>
/// <param name="Outputs">Paths in the response that give them.</param>
/// <param name="MoreResults">Path of the flag that says whether to go on, or null where the token says so.</param>
/// <param name="Results">Paths of the collections that are paged.</param>
internal sealed record PaginatorModel(
    OperationModel Operation, IReadOnlyList<MemberModel> Inputs, IReadOnlyList<MemberPath> Outputs, MemberPath? MoreResults,
    IReadOnlyList<MemberPath> Results)
{
    /// <summary>The paginators of a service. A token that is an expression, not a path, has none: the official client neither.</summary>
    public static IEnumerable<PaginatorModel> All(ServiceModel service, ShapeWalk walk)
    {
        foreach (var operation in service.Operations)
        {
            if (service.Paginator(operation.Name) is { } json && operation.Wrap is null && Read(service, walk, operation, json) is { } page)
            {
                yield return page;
            }
        }
    }

    private static PaginatorModel? Read(ServiceModel service, ShapeWalk walk, OperationModel operation, JsonNode json)
    {
        var request = walk.Structure(operation.RequestClass);
        var response = walk.Structure(operation.ResponseClass);
        var inputs = json["input_token"].Strings().Select(n => request.Members.FirstOrDefault(m => m.Name == n)).ToList();
        var outputs = json["output_token"].Strings().Select(path => MemberPath.Read(service, response, path)).ToList();
        var more = json["more_results"].Strings().Select(path => MemberPath.Read(service, response, path)).FirstOrDefault();
        var results = json["result_key"].Strings().Select(path => MemberPath.Read(service, response, path))
            .Where(path => path?.IsCollection == true).ToList();
        if (inputs.Count == 0 || inputs.Count != outputs.Count || inputs.Contains(null) || outputs.Contains(null))
        {
            return null;
        }

        return new PaginatorModel(operation, inputs!, outputs!, more, results!);
    }
}
