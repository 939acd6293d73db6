using AwsHardening.Core.Account;
using AwsHardening.Core.Audit;
using AwsHardening.Core.Identity;
using AwsHardening.Sandbox;
using AwsHardening.Sandbox.Hosting;
using AwsHardening.UnitTests.Engine.Support;
using Xunit;

namespace AwsHardening.UnitTests.Engine.Sessions;

/// <summary>Requests of real clients against the budget of their sessions, by a clock that stands still until the test moves it.</summary>
public class SessionBudgetTests
{
    private readonly HeldClock _clock = new();

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Regions_and_roles_of_an_account_share_its_budget_and_every_account_has_its_own()
    {
        var organization = SandboxOrganization.Create(SandboxAccount.Create(new SandboxOptions { TimeProvider = _clock }));
        SandboxAccount[] members = [organization.AddAccount("one"), organization.AddAccount("two")];
        using var home = Open(organization.Management, 6);
        using var elsewhere = SessionOperation.InRegion(home, "eu-west-1");
        Assert.Equal((6, 6), (home.RequestsPerSecond, elsewhere.RequestsPerSecond));
        List<HardeningSession> roles = [];
        foreach (var member in members)
        {
            var all = RolesAsync(home, new() { RoleName = SandboxOrganization.AccessRole, AccountId = member.AccountId, Regions = ["us-east-1", "eu-west-1"] });
            _clock.RunUntil(all);
            roles.AddRange(await all);
        }

        Assert.Equal([6, 6, 6, 6], roles.Select(role => role.RequestsPerSecond ?? 0));
        Pass(TimeSpan.FromSeconds(2));
        var before = organization.Accounts.ToDictionary(account => account.AccountId, Count);
        var calls = new[] { home, elsewhere }.Concat(roles).SelectMany(session => Enumerable.Range(0, 12).Select(at => AskAsync(session, at))).ToArray();
        // Two sessions an account, 24 requests, six in the first second and six in each that follows.
        for (var second = 1; second <= 4; second++)
        {
            foreach (var account in organization.Accounts)
            {
                Assert.True(SpinWait.SpinUntil(() => Count(account) - before[account.AccountId] >= 6 * second, TimeSpan.FromSeconds(30)));
                Assert.Equal(6 * second, Count(account) - before[account.AccountId]);
            }

            Pass(TimeSpan.FromSeconds(1));
        }

        await Task.WhenAll(calls).WaitAsync(TimeSpan.FromSeconds(30), Token);
        roles.ForEach(role => role.Dispose());
    }

    [Fact]
    public async Task A_role_may_have_another_rate_than_what_it_is_assumed_with_or_none()
    {
        var organization = SandboxOrganization.Create(SandboxAccount.Create(new SandboxOptions { TimeProvider = _clock }));
        var member = organization.AddAccount("one");
        using var home = Open(organization.Management, 50);
        AssumeRoleOptions options = new() { RoleName = SandboxOrganization.AccessRole, AccountId = member.AccountId };
        foreach (var (said, shown) in new (int?, int?)[] { (null, 50), (3, 3), (0, 0) })
        {
            using var role = Assert.Single(await RolesAsync(home, options with { RequestsPerSecond = said }));
            Assert.Equal(shown, role.RequestsPerSecond);
            Assert.Equal(shown, AwsSession.Of(role).Budget.PerSecond);
        }
    }

    [Fact]
    public async Task What_the_SDK_tries_again_counts_as_another_request()
    {
        var account = SandboxAccount.Create(new SandboxOptions { TimeProvider = _clock });
        using var session = Open(account, 1, retries: 3);
        List<TimeSpan> tried = [];
        account.OnCall = (stage, call) =>
        {
            if (stage != CallStage.BeforeEffect)
            {
                return;
            }

            tried.Add(_clock.Passed);
            if (tried.Count < 3)
            {
                throw new AwsErrorException("InternalFailure", "try again", 500);
            }
        };
        var asked = AskAsync(session, 0);
        _clock.RunUntil(asked);
        await asked;
        Assert.Equal([TimeSpan.Zero, TimeSpan.FromSeconds(1), TimeSpan.FromSeconds(2)], tried);
    }

    [Theory]
    [InlineData(null, 2)]
    [InlineData(10, 2)]
    [InlineData(1, 5)]
    public async Task A_command_keeps_to_the_lower_of_its_own_rate_and_the_session_s(int? ofSession, int ofCommand)
    {
        var account = SandboxAccount.Create(new SandboxOptions { TimeProvider = _clock });
        using var session = Open(account, ofSession);
        using (AwsSession.Of(session).HoldToBudget(ofCommand))
        {
            var asked = Task.WhenAll(Enumerable.Range(0, 6).Select(at => AskAsync(session, at)));
            _clock.RunUntil(asked);
            await asked;
        }

        Assert.Equal(TimeSpan.FromSeconds(6d / Math.Min(ofSession ?? ofCommand, ofCommand) - 1), _clock.Passed);
    }

    [Fact]
    public async Task Stopping_a_command_ends_its_wait_at_once_and_the_next_is_served()
    {
        var account = SandboxAccount.Create(new SandboxOptions { TimeProvider = _clock });
        using var session = Open(account, 1);
        await AskAsync(session, 0);
        using CancellationTokenSource stop = new();
        var gone = Enumerable.Range(0, 20).Select(at => AskAsync(session, at, stop.Token)).ToArray();
        await stop.CancelAsync();
        foreach (var one in gone)
        {
            await Assert.ThrowsAnyAsync<OperationCanceledException>(() => one);
        }

        Assert.Equal(1, Count(account));
        var next = AskAsync(session, 0);
        _clock.RunUntil(next);
        await next;
        Assert.Equal(TimeSpan.FromSeconds(1), _clock.Passed);
    }

    [Fact]
    public async Task A_real_account_whose_Regions_are_read_in_parallel_is_held_to_a_budget_though_none_was_said()
    {
        var account = SandboxAccount.FromTemplate("Empty");
        await using var server = SandboxServer.Start(account);
        using var session = SessionOperation.Open(
            new ConnectOptions { AccessKeyId = "AKIAIOSFODNN7EXAMPLE", SecretAccessKey = "very-secret", Region = "us-east-1", EndpointUrl = server.Endpoint.ToString() },
            new SessionSettings { Time = _clock, MaxReadRetries = 0 });
        Assert.Null(session.RequestsPerSecond);
        TestHost host = new();
        var reading = ReadAsync(session, host);
        _clock.RunUntil(reading);
        Assert.NotEmpty(await reading);
        Assert.Empty(host.Errors);
        var calls = Count(account);
        Assert.True(calls > 2 * RequestBudget.DefaultPerSecond, $"{calls} calls");
        // A few calls before the Regions are nobody's concern.
        Assert.True(_clock.Passed >= TimeSpan.FromSeconds(((calls - 5) / RequestBudget.DefaultPerSecond) - 1), $"{calls} calls in {_clock.Passed}");
        Assert.True(_clock.Passed >= TimeSpan.FromSeconds(1), $"{calls} calls in {_clock.Passed}");
    }

    private static async Task<List<AuditBaselineFact>> ReadAsync(HardeningSession session, TestHost host)
    {
        List<AuditBaselineFact> facts = [];
        await foreach (var fact in AuditBaselineOperation.GetAsync(session, new AuditBaselineOptions(), host, Token))
        {
            facts.Add(fact);
        }

        return facts;
    }

    private static HardeningSession Open(SandboxAccount account, int? rate, int retries = 0) => SessionOperation.Open(
        new ConnectOptions { RequestsPerSecond = rate }, new SessionSettings { SandboxAccount = account, MaxReadRetries = retries });

    private static async Task<List<HardeningSession>> RolesAsync(HardeningSession source, AssumeRoleOptions options)
    {
        List<HardeningSession> roles = [];
        await foreach (var role in AssumeRoleOperation.AssumeAsync(new RoleSource(source, null, null), options, Token))
        {
            roles.Add(role);
        }

        return roles;
    }

    // Clients of several services, generated and packaged ones.
    private static Task AskAsync(HardeningSession session, int at, CancellationToken? until = null)
    {
        var stop = until ?? TestContext.Current.CancellationToken;
        var aws = AwsSession.Of(session);
        return (at % 4) switch
        {
            0 => aws.Ec2.DescribeVpcsAsync(new(), stop),
            1 => aws.Iam.ListUsersAsync(new Amazon.IdentityManagement.Model.ListUsersRequest(), stop),
            2 => aws.S3.ListBucketsAsync(stop),
            _ => aws.Sts.GetCallerIdentityAsync(new(), stop),
        };
    }

    private static int Count(SandboxAccount account) => account.Calls.Count;

    private void Pass(TimeSpan time) => _clock.Advance(time);
}
