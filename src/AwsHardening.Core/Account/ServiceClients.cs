using Amazon.AccessAnalyzer;
using Amazon.Account;
using Amazon.APIGateway;
using Amazon.ApiGatewayV2;
using Amazon.Backup;
using Amazon.CertificateManager;
using Amazon.CloudFormation;
using Amazon.CloudFront;
using Amazon.CloudTrail;
using Amazon.CloudWatch;
using Amazon.ConfigService;
using Amazon.ECR;
using Amazon.ElasticFileSystem;
using Amazon.ElasticLoadBalancing;
using Amazon.EventBridge;
using Amazon.Glacier;
using Amazon.GuardDuty;
using Amazon.Lambda;
using Amazon.OpenSearchService;
using Amazon.Organizations;
using Amazon.RDS;
using Amazon.Redshift;
using Amazon.Route53Domains;
using Amazon.Runtime;
using Amazon.S3Control;
using Amazon.SecretsManager;
using Amazon.SecurityHub;
using Amazon.SimpleEmailV2;
using Amazon.SimpleNotificationService;
using Amazon.SQS;

namespace AwsHardening.Core.Account;

/// <summary>The clients of the services that a session reaches by name alone.</summary>
internal static class ServiceClients
{
    /// <summary>Makes a client.</summary>
    /// <param name="service">The service, such as <c>cloudtrail</c>.</param>
    /// <param name="credentials">The credentials; null for the SDK's default chain.</param>
    /// <param name="configure">Sets Region, endpoint, retries and transport.</param>
    /// <exception cref="ArgumentException">There is no client for the service.</exception>
    public static AmazonServiceClient Make(string service, AWSCredentials? credentials, Func<ClientConfig, ClientConfig> configure) => service switch
    {
        "accessanalyzer" => (AmazonAccessAnalyzerConfig)configure(new AmazonAccessAnalyzerConfig()) is var config && credentials is null
            ? new AmazonAccessAnalyzerClient(config) : new AmazonAccessAnalyzerClient(credentials, config),
        "account" => (AmazonAccountConfig)configure(new AmazonAccountConfig()) is var config && credentials is null
            ? new AmazonAccountClient(config) : new AmazonAccountClient(credentials, config),
        "apigateway" => (AmazonAPIGatewayConfig)configure(new AmazonAPIGatewayConfig()) is var config && credentials is null
            ? new AmazonAPIGatewayClient(config) : new AmazonAPIGatewayClient(credentials, config),
        "apigatewayv2" => (AmazonApiGatewayV2Config)configure(new AmazonApiGatewayV2Config()) is var config && credentials is null
            ? new AmazonApiGatewayV2Client(config) : new AmazonApiGatewayV2Client(credentials, config),
        "backup" => (AmazonBackupConfig)configure(new AmazonBackupConfig()) is var config && credentials is null
            ? new AmazonBackupClient(config) : new AmazonBackupClient(credentials, config),
        "cloudfront" => (AmazonCloudFrontConfig)configure(new AmazonCloudFrontConfig()) is var config && credentials is null
            ? new AmazonCloudFrontClient(config) : new AmazonCloudFrontClient(credentials, config),
        "acm" => (AmazonCertificateManagerConfig)configure(new AmazonCertificateManagerConfig()) is var config && credentials is null
            ? new AmazonCertificateManagerClient(config) : new AmazonCertificateManagerClient(credentials, config),
        "cloudformation" => (AmazonCloudFormationConfig)configure(new AmazonCloudFormationConfig()) is var config && credentials is null
            ? new AmazonCloudFormationClient(config) : new AmazonCloudFormationClient(credentials, config),
        "cloudtrail" => (AmazonCloudTrailConfig)configure(new AmazonCloudTrailConfig()) is var config && credentials is null
            ? new AmazonCloudTrailClient(config) : new AmazonCloudTrailClient(credentials, config),
        "cloudwatch" => (AmazonCloudWatchConfig)configure(new AmazonCloudWatchConfig()) is var config && credentials is null
            ? new AmazonCloudWatchClient(config) : new AmazonCloudWatchClient(credentials, config),
        "config" => (AmazonConfigServiceConfig)configure(new AmazonConfigServiceConfig()) is var config && credentials is null
            ? new AmazonConfigServiceClient(config) : new AmazonConfigServiceClient(credentials, config),
        "events" => (AmazonEventBridgeConfig)configure(new AmazonEventBridgeConfig()) is var config && credentials is null
            ? new AmazonEventBridgeClient(config) : new AmazonEventBridgeClient(credentials, config),
        "ecr" => (AmazonECRConfig)configure(new AmazonECRConfig()) is var config && credentials is null
            ? new AmazonECRClient(config) : new AmazonECRClient(credentials, config),
        "efs" => (AmazonElasticFileSystemConfig)configure(new AmazonElasticFileSystemConfig()) is var config && credentials is null
            ? new AmazonElasticFileSystemClient(config) : new AmazonElasticFileSystemClient(credentials, config),
        "elb" => (AmazonElasticLoadBalancingConfig)configure(new AmazonElasticLoadBalancingConfig()) is var config && credentials is null
            ? new AmazonElasticLoadBalancingClient(config) : new AmazonElasticLoadBalancingClient(credentials, config),
        "glacier" => (AmazonGlacierConfig)configure(new AmazonGlacierConfig()) is var config && credentials is null
            ? new AmazonGlacierClient(config) : new AmazonGlacierClient(credentials, config),
        "guardduty" => (AmazonGuardDutyConfig)configure(new AmazonGuardDutyConfig()) is var config && credentials is null
            ? new AmazonGuardDutyClient(config) : new AmazonGuardDutyClient(credentials, config),
        "lambda" => (AmazonLambdaConfig)configure(new AmazonLambdaConfig()) is var config && credentials is null
            ? new AmazonLambdaClient(config) : new AmazonLambdaClient(credentials, config),
        "opensearch" => (AmazonOpenSearchServiceConfig)configure(new AmazonOpenSearchServiceConfig()) is var config && credentials is null
            ? new AmazonOpenSearchServiceClient(config) : new AmazonOpenSearchServiceClient(credentials, config),
        "organizations" => (AmazonOrganizationsConfig)configure(new AmazonOrganizationsConfig()) is var config && credentials is null
            ? new AmazonOrganizationsClient(config) : new AmazonOrganizationsClient(credentials, config),
        "rds" => (AmazonRDSConfig)configure(new AmazonRDSConfig()) is var config && credentials is null
            ? new AmazonRDSClient(config) : new AmazonRDSClient(credentials, config),
        "secretsmanager" => (AmazonSecretsManagerConfig)configure(new AmazonSecretsManagerConfig()) is var config && credentials is null
            ? new AmazonSecretsManagerClient(config) : new AmazonSecretsManagerClient(credentials, config),
        "redshift" => (AmazonRedshiftConfig)configure(new AmazonRedshiftConfig()) is var config && credentials is null
            ? new AmazonRedshiftClient(config) : new AmazonRedshiftClient(credentials, config),
        "route53domains" => (AmazonRoute53DomainsConfig)configure(new AmazonRoute53DomainsConfig()) is var config && credentials is null
            ? new AmazonRoute53DomainsClient(config) : new AmazonRoute53DomainsClient(credentials, config),
        "securityhub" => (AmazonSecurityHubConfig)configure(new AmazonSecurityHubConfig()) is var config && credentials is null
            ? new AmazonSecurityHubClient(config) : new AmazonSecurityHubClient(credentials, config),
        "s3control" => Control((AmazonS3ControlConfig)configure(new AmazonS3ControlConfig())) is var config && credentials is null
            ? new AmazonS3ControlClient(config) : new AmazonS3ControlClient(credentials, config),
        "sesv2" => (AmazonSimpleEmailServiceV2Config)configure(new AmazonSimpleEmailServiceV2Config()) is var config && credentials is null
            ? new AmazonSimpleEmailServiceV2Client(config) : new AmazonSimpleEmailServiceV2Client(credentials, config),
        "sns" => (AmazonSimpleNotificationServiceConfig)configure(new AmazonSimpleNotificationServiceConfig()) is var config && credentials is null
            ? new AmazonSimpleNotificationServiceClient(config) : new AmazonSimpleNotificationServiceClient(credentials, config),
        "sqs" => (AmazonSQSConfig)configure(new AmazonSQSConfig()) is var config && credentials is null
            ? new AmazonSQSClient(config) : new AmazonSQSClient(credentials, config),
        _ => throw new ArgumentException($"No client for service '{service}'.", nameof(service)),
    };

    // Another endpoint has no name for every account: the header says which one is meant.
    private static AmazonS3ControlConfig Control(AmazonS3ControlConfig config)
    {
        config.DisableHostPrefixInjection = !string.IsNullOrEmpty(config.ServiceURL);
        return config;
    }
}
