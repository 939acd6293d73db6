using AwsHardening.ClientGenerator.Model;

namespace AwsHardening.ClientGenerator.Emit;

/// <summary>Emits the paginators and the factory that makes them.</summary>
internal sealed class PaginatorEmitter(ServiceModel service, ShapeWalk walk)
{
    private readonly TypeMap _types = new(service);

    public string? Emit()
    {
        var pages = PaginatorModel.All(service, walk).ToList();
        if (pages.Count == 0)
        {
            return null;
        }

        var code = new CodeWriter(
            service.Namespace + ".Model", "System.Runtime.CompilerServices", "System.Threading", "System.Threading.Tasks",
            "Amazon.Runtime");
        code.Line();
        EmitFactory(code, pages);
        foreach (var page in pages)
        {
            code.Line();
            EmitInterface(code, page);
            code.Line();
            EmitPaginator(code, page);
        }

        return code.ToString();
    }

    private void EmitFactory(CodeWriter code, List<PaginatorModel> pages)
    {
        using (code.Open($"public partial interface I{service.PaginatorFactory}"))
        {
            foreach (var name in pages.Select(p => p.Operation.Name))
            {
                code.Line($"I{name}Paginator {name}({name}Request request);");
            }
        }

        code.Line();
        using var body = code.Open($"public partial class {service.PaginatorFactory} : I{service.PaginatorFactory}");
        code.Line($"private readonly IAmazon{service.Client} _client;");
        code.Line($"internal {service.PaginatorFactory}(IAmazon{service.Client} client) => _client = client;");
        foreach (var name in pages.Select(p => p.Operation.Name))
        {
            code.Line($"public I{name}Paginator {name}({name}Request request) => new {name}Paginator(_client, request);");
        }
    }

    private void EmitInterface(CodeWriter code, PaginatorModel page)
    {
        using var body = code.Open($"public partial interface I{page.Operation.Name}Paginator");
        code.Line($"IPaginatedEnumerable<{page.Operation.ResponseClass}> Responses {{ get; }}");
        foreach (var result in page.Results)
        {
            code.Line($"IPaginatedEnumerable<{Element(result)}> {result.Property} {{ get; }}");
        }
    }

    private void EmitPaginator(CodeWriter code, PaginatorModel page)
    {
        var name = page.Operation.Name;
        using var body = code.Open($"internal sealed partial class {name}Paginator : IPaginator<{name}Response>, I{name}Paginator");
        code.Line($"private readonly IAmazon{service.Client} _client;");
        code.Line($"private readonly {name}Request _request;");
        code.Line("private int _isPaginatorInUse = 0;");
        code.Line($"internal {name}Paginator(IAmazon{service.Client} client, {name}Request request) {{ _client = client; _request = request; }}");
        code.Line($"public IPaginatedEnumerable<{name}Response> Responses => new PaginatedResponse<{name}Response>(this);");
        foreach (var result in page.Results)
        {
            code.Line($"public IPaginatedEnumerable<{Element(result)}> {result.Property} => new PaginatedResultKeyResponse<{name}Response, {Element(result)}>(this, static i => i.{result.Expression} ?? new {_types.Type(result.Shape, nullable: false)}());");
        }

        using var method = code.Open($"async IAsyncEnumerable<{name}Response> IPaginator<{name}Response>.PaginateAsync([EnumeratorCancellation] CancellationToken cancellationToken)");
        using (code.Open("if (Interlocked.Exchange(ref _isPaginatorInUse, 1) != 0)"))
        {
            code.Line("throw new InvalidOperationException(\"Paginator has already been consumed and cannot be reused. Please create a new instance.\");");
        }

        code.Line("PaginatorUtils.SetUserAgentAdditionOnRequest(_request);");
        for (var i = 0; i < page.Inputs.Count; i++)
        {
            code.Line($"var token{i} = _request.{page.Inputs[i].Property};");
        }

        code.Line($"{name}Response response;");
        using (code.Open("do", $" while ({GoOn(page)});"))
        {
            for (var i = 0; i < page.Inputs.Count; i++)
            {
                code.Line($"_request.{page.Inputs[i].Property} = token{i};");
            }

            code.Line($"response = await _client.{name}Async(_request, cancellationToken).ConfigureAwait(false);");
            for (var i = 0; i < page.Inputs.Count; i++)
            {
                code.Line($"token{i} = response.{page.Outputs[i].Expression};");
            }

            code.Line("cancellationToken.ThrowIfCancellationRequested();");
            code.Line("yield return response;");
        }
    }

    private string GoOn(PaginatorModel page)
    {
        if (page.MoreResults is { } more)
        {
            return $"response.{more.Expression} == true";
        }

        return string.Join(" || ", page.Inputs.Select((input, i) => service.Shape(input.Shape).Text("type") switch
        {
            "string" => $"!string.IsNullOrEmpty(token{i})",
            "list" or "map" => $"token{i}?.Count > 0",
            _ => $"token{i} != null",
        }));
    }

    private string Element(MemberPath path)
    {
        var shape = service.Shape(path.Shape);
        return shape.Text("type") == "list"
            ? _types.Type(shape["member"].Text("shape")!, nullable: false)
            : $"KeyValuePair<string, {_types.Type(shape["value"].Text("shape")!, nullable: false)}>";
    }
}
