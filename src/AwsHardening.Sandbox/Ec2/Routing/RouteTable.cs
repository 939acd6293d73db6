using System.Text.Json.Nodes;

namespace AwsHardening.Sandbox.Ec2;

/// <summary>A route table, its routes and the subnets that use it.</summary>
internal sealed class RouteTable(string id) : Ec2Resource(ResourceKind.RouteTable, id)
{
    public Vpc Vpc { get; set; } = null!;

    public List<Route> Routes { get; } = [];

    public List<RouteTableAssociation> Associations { get; } = [];

    public bool IsMain => Associations.Exists(association => association.Main);

    public Route? Find(string destination) => Routes.Find(route => route.Destination.Text == destination);

    public JsonObject Shape() => Json.Of(
        ("RouteTableId", Id),
        ("VpcId", Vpc.Id),
        ("OwnerId", Vpc.Region.State.Options.AccountId),
        ("Associations", Json.List(Associations.Select(association => association.Shape(Id)))),
        ("PropagatingVgws", new JsonArray()),
        ("Routes", Json.List(Routes.Select(route => route.Shape(Vpc)))),
        ("Tags", TagList()));
}

/// <summary>A subnet's choice of a route table, or the main association, which has no subnet.</summary>
internal sealed record RouteTableAssociation(string Id, bool Main, Subnet? Subnet)
{
    public JsonObject Shape(string tableId) => Json.Of(
        ("Main", Main),
        ("RouteTableAssociationId", Id),
        ("RouteTableId", tableId),
        ("SubnetId", Subnet?.Id),
        ("AssociationState", Json.Of(("State", "associated"))));
}
