using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using System.Text;
using System.Text.Json.Nodes;
using AwsHardening.Sandbox.Ec2;
using AwsHardening.Sandbox.Services;

namespace AwsHardening.Sandbox.Settings;

/// <summary>AWS Certificate Manager: certificates that it issues at once, and those that were made elsewhere. Nothing is signed.</summary>
internal sealed class CertificateService : SettingsService
{
    private const int MostPage = 1000;
    private const int DaysOfIssued = 198;

    // What a caller sees who names no types of keys (AWS Certificate Manager API Reference: Filters).
    private static readonly string[] s_usual = ["RSA_1024", "RSA_2048"];

    private readonly Regional<List<JsonObject>> _certificates = new(_ => []);

    public CertificateService(SandboxAccount account)
        : base("acm", account)
    {
        Operations.Add("RequestCertificate", Request);
        Operations.Add("ImportCertificate", Import);
        Operations.Add("DescribeCertificate", call => Json.Of(("Certificate", Find(call).DeepClone())));
        Operations.Add("ListCertificates", List);
        Operations.Add("UpdateCertificateOptions", call =>
        {
            if ((string?)Find(call)["Type"] != "AMAZON_ISSUED")
            {
                throw new AwsErrorException("InvalidStateException", "Certificate options can be changed of certificates alone that were issued by Amazon.");
            }

            Find(call)["Options"] = call.Input["Options"]!.DeepClone();
        });
    }

    private JsonObject Find(ServiceCall call) => _certificates[call.Region].Find(one => (string?)one["CertificateArn"] == call.Required("CertificateArn"))
        ?? throw new AwsErrorException("ResourceNotFoundException", $"Could not find certificate {call.Text("CertificateArn")}.");

    private JsonObject Request(ServiceCall call) => Json.Of(("CertificateArn", Add(
        call.Region, call.Required("DomainName"), "AMAZON_ISSUED", call.Text("KeyAlgorithm") ?? "RSA_2048", Account.Clock.GetUtcNow().AddDays(DaysOfIssued),
        Json.Of(("CertificateTransparencyLoggingPreference", (string?)call.Input["Options"]?["CertificateTransparencyLoggingPreference"] ?? "ENABLED")))));

    // The private key stays with its caller: nothing is served here.
    private JsonObject Import(ServiceCall call)
    {
        try
        {
            using var read = X509Certificate2.CreateFromPem(Encoding.ASCII.GetString(Convert.FromBase64String(call.Required("Certificate"))));
            using var key = read.GetRSAPublicKey();
            return Json.Of(("CertificateArn", Add(
                call.Region, read.GetNameInfo(X509NameType.DnsName, forIssuer: false), "IMPORTED", key is null ? "EC_prime256v1" : $"RSA_{key.KeySize}", read.NotAfter.ToUniversalTime(), null)));
        }
        catch (Exception e) when (e is CryptographicException or FormatException)
        {
            throw new AwsErrorException("ValidationException", "The certificate field contains more than one certificate, or is not a valid PEM-encoded certificate.");
        }
    }

    private string Add(string region, string domain, string type, string keyAlgorithm, DateTimeOffset notAfter, JsonObject? options)
    {
        var arn = $"arn:{AwsPartition.OfRegion(region).Name}:acm:{region}:{Account.AccountId}:certificate/{Account.Ids.NextUuid("certificate")}";
        _certificates[region].Add(Json.Of(
            ("CertificateArn", arn), ("DomainName", domain), ("SubjectAlternativeNames", Json.Texts([domain])), ("Status", "ISSUED"), ("Type", type),
            ("KeyAlgorithm", keyAlgorithm), ("NotBefore", Json.Time(Account.Clock.GetUtcNow())), ("NotAfter", Json.Time(notAfter)),
            ("CreatedAt", Json.Time(Account.Clock.GetUtcNow())), ("InUseBy", new JsonArray()), ("Options", options),
            ("RenewalEligibility", "INELIGIBLE")));
        return arn;
    }

    private JsonObject List(ServiceCall call)
    {
        var types = (call.Input["Includes"] as JsonObject)?.Texts("keyTypes") is { Count: > 0 } asked ? asked : s_usual;
        var (page, next) = PageToken.Cut(
            call.Operation, [.. _certificates[call.Region].Where(one => types.Contains((string)one["KeyAlgorithm"]!))],
            Math.Min(call.Number("MaxItems") ?? MostPage, MostPage), call.Text("NextToken"), () => new AwsErrorException("ValidationException", "Invalid NextToken"));
        string[] shown = ["CertificateArn", "DomainName", "Status", "Type", "KeyAlgorithm", "NotBefore", "NotAfter", "CreatedAt", "RenewalEligibility"];
        return Json.Of(
            ("CertificateSummaryList", Json.List(page.Select(one => Json.Of([.. shown.Select(member => (member, one[member]?.DeepClone())), ("InUse", false)])))),
            ("NextToken", next));
    }
}
