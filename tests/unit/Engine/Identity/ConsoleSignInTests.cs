using System.Net;
using AwsHardening.Core.Account;
using AwsHardening.Core.Errors;
using AwsHardening.Core.Identity;
using Xunit;

namespace AwsHardening.UnitTests.Engine.Identity;

public class ConsoleSignInTests
{
    [Fact]
    public async Task A_link_carries_a_sign_in_token_and_no_credentials()
    {
        await using RoleScene scene = new();
        Federation federation = new("""{"SigninToken":"token+/="}""");
        scene.Bench.Role("reader", scene.Trusted);
        using var source = scene.Open(settings: scene.Settings with { SignInHttp = () => new HttpClient(federation, disposeHandler: false) });
        using var session = await RoleScene.AssumeAsync(source, new() { RoleName = "reader" });
        var link = await ConsoleSignInOperation.LinkAsync(session, RoleScene.Token);

        var export = await CredentialExportOperation.ExportAsync(session, RoleScene.Token);
        Assert.Equal("https://signin.aws.amazon.com/federation", federation.Address);
        Assert.StartsWith("Action=getSigninToken&Session=", federation.Body);
        Assert.Contains(Uri.EscapeDataString(export.Environment["AWS_SESSION_TOKEN"]!), federation.Body.Replace("%2b", "%2B", StringComparison.Ordinal));
        Assert.Equal(
            "https://signin.aws.amazon.com/federation?Action=login&Issuer=AwsHardening&Destination=https%3A%2F%2Fus-east-1.console.aws.amazon.com%2Fconsole%2Fhome%3Fregion%3Dus-east-1&SigninToken=token%2B%2F%3D",
            link.Url.AbsoluteUri);
        Assert.DoesNotContain("SigninToken", link.ToString());
        Assert.Equal(scene.Bench.Clock.GetUtcNow() + TimeSpan.FromMinutes(15), link.ValidUntil);
    }

    [Theory]
    [InlineData(HttpStatusCode.BadRequest, "", "ConsoleSignInRefused")]
    [InlineData(HttpStatusCode.OK, "<html>", "ConsoleSignInNotReached")]
    public async Task A_refusal_is_said_without_what_was_sent(HttpStatusCode status, string body, string id)
    {
        await using RoleScene scene = new();
        Federation federation = new(body, status);
        scene.Bench.Role("reader", scene.Trusted);
        using var source = scene.Open(settings: scene.Settings with { SignInHttp = () => new HttpClient(federation, disposeHandler: false) });
        using var session = await RoleScene.AssumeAsync(source, new() { RoleName = "reader" });
        var error = (await Assert.ThrowsAsync<OperationException>(() => ConsoleSignInOperation.LinkAsync(session, RoleScene.Token))).Error;
        Assert.Equal(id, error.Id);
        var export = await CredentialExportOperation.ExportAsync(session, RoleScene.Token);
        Assert.DoesNotContain(export.Environment["AWS_SECRET_ACCESS_KEY"]!, error.ToString());
    }

    private sealed class Federation(string answer, HttpStatusCode status = HttpStatusCode.OK) : HttpMessageHandler
    {
        public string Address { get; private set; } = "";

        public string Body { get; private set; } = "";

        protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
        {
            Address = request.RequestUri!.AbsoluteUri;
            Body = await request.Content!.ReadAsStringAsync(cancellationToken);
            return new HttpResponseMessage(status) { Content = new StringContent(answer) };
        }
    }
}
