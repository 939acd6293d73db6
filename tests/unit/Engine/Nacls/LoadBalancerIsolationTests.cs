using AwsHardening.Core.Network.Nacls;
using AwsHardening.UnitTests.Engine.Support;
using Xunit;
using static AwsHardening.UnitTests.Engine.Nacls.NaclRehearsal;

namespace AwsHardening.UnitTests.Engine.Nacls;

/// <summary>The workshop's network ACL that, followed to the letter, takes the site down; and what is offered instead.</summary>
public sealed class LoadBalancerIsolationTests : IDisposable
{
    private static readonly IsolationNaclOptions s_literal = new()
    {
        Name = "LoadBalancerIsolation",
        SubnetId = [WebAz1, WebAz2],
        Deny = ["10.0.2.0/24", "10.0.130.0/24"],
        Allow = ["10.0.0.0/8"],
        RuleNumber = [50, 60, 100],
    };

    private readonly Rehearsal _rehearsal = Rehearsal.Fnd203();
    private readonly IReadOnlyList<string> _before;

    public LoadBalancerIsolationTests() => _before = NaclContentOf.Of(_rehearsal.Account);

    public void Dispose() => _rehearsal.Dispose();

    [Fact]
    public async Task As_written_it_is_refused_with_the_proof()
    {
        var host = new TestHost();
        Assert.Empty(await _rehearsal.IsolateAsync(s_literal, host));
        var error = Assert.Single(host.Errors);
        Assert.Equal("FlowWouldBeLost", error.Id);
        Assert.Contains("Internet 0.0.0.0/0 to 10.0.0.5", error.Message);
        Assert.Contains("-Force", error.Action);
        Assert.Empty(_rehearsal.Mutations);

        var refused = Assert.IsType<IsolationNacl>(error.Target);
        Assert.Equal("Refused", refused.Status);
        Assert.Equal(
            [
                "Ingress 100 allow all traffic from 0.0.0.0/0", "Egress 50 deny all traffic to 10.0.2.0/24",
                "Egress 60 deny all traffic to 10.0.130.0/24", "Egress 100 allow all traffic to 10.0.0.0/8",
            ],
            refused.Entries);
        // The site's replies, and the NAT of the web and database servers.
        Assert.Contains(refused.FlowsLost, flow => flow.Source.Any(one => one.StartsWith("Internet", StringComparison.Ordinal)) && flow.Traffic == "tcp 80");
        Assert.Contains(refused.FlowsLost, flow => Has(flow.Source, "10.0.1.4") && Has(flow.Destination, "Internet"));
        Assert.Contains(refused.FlowsLost, flow => Has(flow.Source, "10.0.2.4") && Has(flow.Destination, "Internet"));
    }

    [Fact]
    public async Task Two_other_ways_are_offered_with_their_flows_lost_and_kept()
    {
        var host = new TestHost();
        await _rehearsal.IsolateAsync(s_literal, host);
        var offers = Assert.IsType<IsolationNacl>(host.Errors[0].Target).Offers;
        Assert.Equal(2, offers.Count);

        var (first, second) = (offers[0], offers[1]);
        Assert.Equal(
            [
                "Ingress 100 allow all traffic from 0.0.0.0/0", "Egress 50 deny all traffic to 10.0.2.0/24",
                "Egress 60 deny all traffic to 10.0.130.0/24", "Egress 100 allow all traffic to 0.0.0.0/0",
            ],
            first.Entries);
        Assert.True(first.NeedsForce);
        Assert.All(first.FlowsLost, flow => Assert.True(Has(flow.Source, "10.0.2.4") && Has(flow.Source, "10.0.130.4") && Has(flow.Destination, "Internet")));
        Assert.NotEmpty(first.FlowsLost);
        Assert.Contains(first.FlowsKept, flow => Has(flow.Source, "Internet") && flow.Traffic == "tcp 80");
        Assert.Contains(first.FlowsKept, flow => Has(flow.Source, "10.0.1.4") && Has(flow.Destination, "Internet"));
        Assert.Empty(first.StillOpen);

        Assert.Equal(
            [
                "Ingress 100 allow all traffic from 0.0.0.0/0", "Egress 50 deny tcp 0-32767 to 10.0.2.0/24",
                "Egress 60 deny tcp 0-32767 to 10.0.130.0/24", "Egress 100 allow all traffic to 0.0.0.0/0",
            ],
            second.Entries);
        Assert.False(second.NeedsForce);
        Assert.Empty(second.FlowsLost);
        Assert.Contains(second.FlowsKept, flow => Has(flow.Source, "10.0.2.4") && Has(flow.Destination, "Internet"));
        var open = Assert.Single(second.StillOpen);
        Assert.Contains("tcp 32768-65535", open);
        Assert.Contains("udp", open);
        Assert.Contains("icmp", open);
        Assert.EndsWith("to 10.0.2.0/24, 10.0.130.0/24", open);
    }

    [Fact]
    public async Task The_first_offer_needs_force_and_the_second_does_not()
    {
        var host = new TestHost();
        var first = s_literal with { Allow = [], RuleNumber = [50, 60] };
        Assert.Empty(await _rehearsal.IsolateAsync(first, host));
        var error = Assert.Single(host.Errors);
        Assert.Equal("FlowWouldBeLost", error.Id);
        // What it was is no offer of itself.
        Assert.Single(Assert.IsType<IsolationNacl>(error.Target).Offers);

        var quiet = new TestHost();
        var made = Assert.Single(await _rehearsal.IsolateAsync(first with { Protocol = "tcp", Port = ["0-32767"] }, quiet));
        Assert.Equal("Created", made.Status);
        Assert.Equal(2, made.SubnetIds.Count);
        Assert.Single(_rehearsal.Mutations, call => call.Operation == "CreateNetworkAcl");
        await _rehearsal.ReleaseAsync(new() { Nacl = ["LoadBalancerIsolation"] }, quiet);
        Assert.Equal(_before, NaclContentOf.Of(_rehearsal.Account));

        Assert.Single(await _rehearsal.IsolateAsync(first with { Force = true }, quiet));
        Assert.Single(await _rehearsal.ReleaseAsync(new() { Nacl = ["LoadBalancerIsolation"] }, quiet));
        Assert.Empty(quiet.Errors);
        Assert.Equal(_before, NaclContentOf.Of(_rehearsal.Account));
    }

    [Fact]
    public async Task Whoever_says_yes_to_the_question_gets_it_as_written()
    {
        var host = new TestHost { Continues = true };
        Assert.Single(await _rehearsal.IsolateAsync(s_literal, host));
        Assert.Contains("tcp 80", Assert.Single(host.AskedTwice));
        Assert.Contains("out 100 allow -1 10.0.0.0/8", NaclContentOf.Entries(_rehearsal.Account.NaclOf(_rehearsal.Account.SubnetId(WebAz1))));
    }

    [Fact]
    public async Task A_plan_has_the_lost_flows_as_risks()
    {
        var plan = await _rehearsal.PlanIsolationAsync(s_literal, new TestHost());
        var change = Assert.Single(plan!.Changes);
        Assert.Contains(change.Risks, risk => risk.Contains("tcp 80", StringComparison.Ordinal));
        Assert.NotEmpty(change.FlowsLost);
        var host = new TestHost();
        Assert.Empty(await _rehearsal.InvokeAsync(plan, host));
        Assert.Single(host.Errors);
        Assert.Empty(_rehearsal.Mutations);
    }

    private static bool Has(IEnumerable<string> places, string text) => places.Any(place => place.StartsWith(text, StringComparison.Ordinal));
}
