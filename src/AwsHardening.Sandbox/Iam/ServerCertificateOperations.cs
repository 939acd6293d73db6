using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using System.Text.Json.Nodes;
using AwsHardening.Sandbox.Ec2;
using AwsHardening.Sandbox.Services;

namespace AwsHardening.Sandbox.Iam;

/// <summary>Server certificates in IAM: their names and days. The private key is taken and kept by nobody.</summary>
internal sealed class ServerCertificateOperations(IamState state)
{
    public void Register(OperationSet set)
    {
        set.Add("UploadServerCertificate", Upload);
        set.Add("ListServerCertificates", call => IamState.Page(
            call, "ServerCertificateMetadataList", state.ServerCertificates.Values.Where(one => one.Text("Path")!.StartsWith(call.Text("PathPrefix") ?? "/", StringComparison.Ordinal)).Select(one => one.DeepClone())));
    }

    private JsonObject Upload(ServiceCall call)
    {
        var (name, path) = (call.Required("ServerCertificateName"), call.Text("Path") ?? "/");
        if (state.ServerCertificates.ContainsKey(name))
        {
            throw IamErrors.AlreadyExists($"The Server Certificate with name {name} already exists.");
        }

        try
        {
            using var certificate = X509Certificate2.CreateFromPem(call.Required("CertificateBody"));
            state.ServerCertificates[name] = Json.Of(
                ("ServerCertificateName", name), ("Path", path), ("ServerCertificateId", state.NewId("ASCA")), ("Arn", state.Arn("server-certificate", path, name)),
                ("UploadDate", Json.Time(state.Now)), ("Expiration", Json.Time(new DateTimeOffset(certificate.NotAfter.ToUniversalTime()))));
        }
        catch (CryptographicException)
        {
            throw new AwsErrorException("MalformedCertificate", "Unable to parse certificate. Please ensure the certificate is in PEM format.");
        }

        return Json.Of(("ServerCertificateMetadata", state.ServerCertificates[name].DeepClone()));
    }
}
