using AwsHardening.Core.Changes.Plans;
using AwsHardening.Core.Errors;
using AwsHardening.UnitTests.Engine.Story;
using AwsHardening.UnitTests.Engine.Support;
using Xunit;

namespace AwsHardening.UnitTests.Engine.Plans;

public sealed class PlanRenderTests
{
    [Fact]
    public async Task Text_says_what_why_before_after_and_which_calls()
    {
        var plan = await PlanAsync();
        var change = plan.Changes[0];
        var text = string.Join('\n', PlanOperation.Show(plan, markdown: false));
        Assert.StartsWith($"Plan {plan.PlanId}: 3 changes in account {plan.AccountId}, {plan.Region}\n", text);
        Assert.Contains($"1. AWS::EC2::SecurityGroup {change.ResourceId} ({change.ResourceName})", text);
        Assert.Contains($"   Why: {change.Why}", text);
        Assert.Contains($"   {change.Action}", text);
        Assert.Matches(@"\n   - .*CidrIpv4=10\.", text);
        Assert.Matches(@"\n   \+ .*GroupId=sg-", text);
        Assert.All(change.Calls.Concat(change.Inverse), call => Assert.Contains("     " + call, text));
        Assert.DoesNotContain(change.ChangeId + "#1 ", text);
        Assert.Contains("   ! OWNED ELSEWHERE: CloudFormation stack FND203-Demo-Stack manages it and will see drift", text);
    }

    [Fact]
    public async Task Markdown_has_a_heading_a_diff_and_the_calls_for_each_change()
    {
        var plan = await PlanAsync();
        var text = Assert.Single(PlanOperation.Show(plan, markdown: true));
        Assert.Equal(3, text.Split("\n### ").Length - 1);
        Assert.Equal(3, text.Split("\n```diff\n").Length - 1);
        Assert.Equal(0, (text.Split("\n```").Length - 1) % 2);
        Assert.Contains("\n- ", text);
        Assert.Contains("\n+ ", text);
    }

    [Fact]
    public async Task Cost_irreversibility_owner_and_risks_are_marked_in_both()
    {
        var plan = await PlanAsync(change => change with
        {
            Cost = "An endpoint costs by the hour",
            Owner = "CloudFormation stack web manages it and will see drift; change the template too.",
            Risks = ["it widens access", "it has no route"],
            Inverse = [],
        });
        var text = string.Join('\n', PlanOperation.Show(plan, markdown: false));
        Assert.Contains("   ! IRREVERSIBLE: No call takes this change back.\n   ! RISK: it widens access.\n   ! RISK: it has no route.\n"
            + "   ! COSTS MONEY: An endpoint costs by the hour.\n   ! OWNED ELSEWHERE: CloudFormation stack web manages it and will see drift;", text);
        var markdown = PlanOperation.Show(plan, markdown: true)[0];
        Assert.Contains("> **IRREVERSIBLE**: No call takes this change back.\n>\n> **RISK**: it widens access.", markdown);
        Assert.Contains("> **COSTS MONEY**", markdown);
        Assert.Contains("> **OWNED ELSEWHERE**", markdown);
        Assert.Contains("No call takes this back.", markdown);
    }

    [Theory]
    [InlineData("aws:cloudformation:stack-name", "web", "CloudFormation stack web manages it and will see drift")]
    [InlineData("ManagedBy", "Terraform", "Terraform manages it (tag ManagedBy=Terraform) and will see drift")]
    [InlineData("terraform", "true", "Terraform manages it (tag terraform=true)")]
    [InlineData("terraform", "false", null)]
    [InlineData("managed-by", "hand", null)]
    [InlineData("Name", "terraform", null)]
    public void An_owner_is_read_from_tags(string key, string value, string? says)
    {
        var owner = Core.Changes.ResourceOwner.Of(new Dictionary<string, string> { [key] = value, ["Other"] = "x" });
        Assert.Equal(says is not null, owner is not null);
        Assert.StartsWith(says ?? "", owner ?? "");
    }

    [Fact]
    public async Task Names_and_words_cannot_move_the_cursor_add_a_line_or_end_a_block()
    {
        const string Name = "evil\u001b[2J\n## Approved ``` <b>@all</b> \u202e";
        var plan = await PlanAsync(change => change with { ResourceName = Name, Why = Name, After = new() { ["Note"] = Name } });
        foreach (var text in new[] { string.Join('\n', PlanOperation.Show(plan, markdown: false)), PlanOperation.Show(plan, markdown: true)[0] })
        {
            Assert.DoesNotContain('\u001b', text);
            Assert.DoesNotContain('\u202e', text);
            Assert.DoesNotContain("\n## Approved", text);
        }

        var markdown = PlanOperation.Show(plan, markdown: true)[0];
        Assert.Contains("````diff", markdown);
        Assert.DoesNotContain("\\u001b[2J\\n## Approved ``` <b>", markdown.Split("````diff")[0]);
    }

    [Fact]
    public async Task What_is_shown_is_the_verified_document()
    {
        var plan = await PlanAsync();
        Assert.Equal(PlanOperation.Show(plan, markdown: false), PlanOperation.Show(plan with { AccountId = "000000000000", Changes = [] }, markdown: false));
        Assert.Throws<OperationException>(() => PlanOperation.Show(plan with { Document = plan.Document.Replace("sg-", "sg_") }, markdown: true));
    }

    private static async Task<HardeningPlan> PlanAsync(Func<Core.Changes.ResourceChange, Core.Changes.ResourceChange>? with = null)
    {
        using var rehearsal = Rehearsal.Fnd203();
        var plan = (await rehearsal.PlanSetAsync(await rehearsal.OpenToVpcAsync(), new TestHost()))!;
        var document = PlanDocument.Parse(plan.Document);
        return with is null ? plan : (document with
        {
            Changes = [.. document.Changes.Select(planned => planned with { Change = with(planned.Change) })],
        }).Sealed().ToRecord();
    }
}
