using static AwsHardening.Core.Reporting.FactServices;

namespace AwsHardening.Core.Reporting;

/// <content>Whom mail is sent as, and by which names the account is known.</content>
internal static partial class FactTypes
{
    private const int IdentityPage = 1000;

    /// <summary>The domains and addresses that mail is sent as; version 2 of the API tells keys and policies of one in one answer.</summary>
    public static readonly FactType MailIdentities =
        Ses.List("MailIdentities", "ListEmailIdentities", "EmailIdentities", "EmailIdentity", "IdentityName", "arn:{partition}:ses:{region}:{account}:identity/{id}") with
        {
            Size = ("PageSize", IdentityPage),
            Parts = [FactPart.Of("Identity", "GetEmailIdentity", "IdentityName", "EmailIdentity")],
        };

    public static readonly FactType Certificates =
        Acm.List("Certificates", "ListCertificates", "CertificateSummaryList", "Certificate", "CertificateArn", "CertificateArn") with
        {
            // Whoever names no types is told of RSA keys of up to 2048 bits alone.
            Parameters = new()
            {
                ["Includes"] = new System.Text.Json.Nodes.JsonObject
                {
                    ["keyTypes"] = new System.Text.Json.Nodes.JsonArray("RSA_1024", "RSA_2048", "RSA_3072", "RSA_4096", "EC_prime256v1", "EC_secp384r1", "EC_secp521r1"),
                },
            },
            Parts = [FactPart.Of("Certificate", "DescribeCertificate", "CertificateArn") with { Member = "Certificate" }],
        };

    /// <summary>The domains that are registered with AWS.</summary>
    public static readonly FactType Domains = Route53Domains.List("Domains", "ListDomains", "Domains", "Domain", "DomainName") with
    {
        Read = DomainReading.ReadAsync,
        ReadActions = DomainReading.Actions,
    };
}
