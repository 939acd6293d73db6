using System.Runtime.CompilerServices;

namespace AwsHardening.Sandbox.Wire;

/// <summary>Finds the operation of a REST service that a request asks for.</summary>
internal sealed class RestRouter
{
    private static readonly ConditionalWeakTable<ServiceModel, RestRouter> s_routers = [];

    private readonly List<Route> _routes;

    // The most particular first: fixed segments, then fixed query, then members that the request must carry.
    private RestRouter(ServiceModel model) => _routes =
    [
        .. model.Operations.Values.Select(operation => new Route(operation))
            .OrderByDescending(route => route.Template.FixedSegments)
            .ThenByDescending(route => route.Template.FixedQuery.Count)
            .ThenByDescending(route => route.Required.Count),
    ];

    public static RestRouter Of(ServiceModel model) => s_routers.GetValue(model, static model => new RestRouter(model));

    public OperationModel? Find(WireRequest request) => _routes.FirstOrDefault(route => route.Matches(request))?.Operation;

    private sealed class Route(OperationModel operation)
    {
        public OperationModel Operation { get; } = operation;

        public UriTemplate Template { get; } = new(operation.RequestUri);

        /// <summary>What tells UploadPart from PutObject: members of the query or the headers that must be there.</summary>
        public List<ShapeMember> Required { get; } =
        [
            .. (operation.Input?.Shape.Required ?? []).Select(name => operation.Input!.Shape.Find(name)!)
                .Where(member => member.Location is MemberLocation.QueryString or MemberLocation.Header),
        ];

        public bool Matches(WireRequest request) =>
            request.Method == Operation.HttpMethod
            && Template.Match(request.RawPath) is not null
            && Template.FixedQuery.All(request.Query.Contains)
            && Required.TrueForAll(member => Carries(request, member));

        private static bool Carries(WireRequest request, ShapeMember member) => member.Location == MemberLocation.Header
            ? request.Header(member.WireName) is not null
            : request.Query.Any(pair => pair.Key == member.WireName);
    }
}
