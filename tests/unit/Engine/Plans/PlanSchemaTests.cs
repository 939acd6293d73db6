using System.Text.Json;
using System.Text.Json.Nodes;
using AwsHardening.Core.Changes;
using AwsHardening.Core.Changes.Plans;
using AwsHardening.UnitTests.Engine.Support;
using Xunit;

namespace AwsHardening.UnitTests.Engine.Plans;

public class PlanSchemaTests
{
    private static readonly JsonObject s_schema = JsonNode.Parse(File.ReadAllText(SchemaPath()))!.AsObject();

    [Fact]
    public async Task Plans_fit_the_published_schema()
    {
        using var rehearsal = Rehearsal.Fnd203();
        var plan = (await rehearsal.PlanSetAsync(await rehearsal.OpenToVpcAsync(), new TestHost()))!;
        await rehearsal.InvokeAsync(plan, new TestHost());
        var undo = (await rehearsal.PlanUndoAsync(new UndoOptions { Id = [plan.PlanId] }, new TestHost()))!;
        foreach (var text in new[] { plan.Document, undo.Document, Full(plan) })
        {
            Assert.Empty(new SchemaCheck(s_schema).Problems(JsonNode.Parse(text)));
        }
    }

    [Fact]
    public async Task The_schema_refuses_what_does_not_belong()
    {
        using var rehearsal = Rehearsal.Fnd203();
        var plan = (await rehearsal.PlanSetAsync(await rehearsal.OpenToVpcAsync(), new TestHost()))!;
        foreach (var spoil in new Action<JsonObject>[]
                 {
                     document => document["more"] = 1, document => document.Remove("changes"), document => document["format"] = 2,
                     document => document["accountId"] = "1", document => document["changes"]![0]!["change"]!["calls"]![0]!.AsObject().Remove("service"),
                 })
        {
            var document = JsonNode.Parse(plan.Document)!.AsObject();
            spoil(document);
            Assert.Single(new SchemaCheck(s_schema).Problems(document));
        }
    }

    [Fact]
    public void The_schema_knows_every_member_that_a_change_can_have()
    {
        var members = typeof(ResourceChange).GetProperties()
            .Where(property => property.GetCustomAttributes(typeof(System.Text.Json.Serialization.JsonIgnoreAttribute), false).Length == 0)
            .Select(property => JsonNamingPolicy.CamelCase.ConvertName(property.Name));
        Assert.Equal(members.Order(StringComparer.Ordinal),
            s_schema["$defs"]!["change"]!["properties"]!.AsObject().Select(pair => pair.Key).Order(StringComparer.Ordinal));
    }

    private static string Full(HardeningPlan plan)
    {
        var document = PlanDocument.Parse(plan.Document);
        var flow = new HardeningFlow { Source = ["Internet 0.0.0.0/0"], Destination = ["10.0.0.4 (eni-1)"], Traffic = "tcp 80" };
        var change = document.Changes[0].Change with
        {
            Cost = "An hour costs.",
            Owner = "Terraform",
            Risks = ["none"],
            Undoes = "c",
            PlanId = "p",
            Flows = new HardeningFlowEffect([flow], [flow]),
        };
        return (document with { Changes = [document.Changes[0] with { Change = change }] }).Sealed().ToText();
    }

    private static string SchemaPath()
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (!File.Exists(Path.Combine(folder.FullName, "docs", "plan.schema.json")))
        {
            folder = folder.Parent ?? throw new FileNotFoundException("docs/plan.schema.json is not above the tests.");
        }

        return Path.Combine(folder.FullName, "docs", "plan.schema.json");
    }
}
