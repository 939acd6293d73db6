namespace AwsHardening.Core.Reporting.Reports;

/// <summary>What Security Hub calls a resource that CloudFormation calls otherwise (Security Hub User Guide: Resources in ASFF).</summary>
internal static class AsffResourceTypes
{
    private static readonly Dictionary<string, string> s_types = new(StringComparer.Ordinal)
    {
        ["AWS::Account"] = "AwsAccount",
        ["AWS::ApiGateway::RestApi"] = "AwsApiGatewayRestApi",
        ["AWS::ApiGateway::Stage"] = "AwsApiGatewayStage",
        ["AWS::ApiGatewayV2::Stage"] = "AwsApiGatewayV2Stage",
        ["AWS::CertificateManager::Certificate"] = "AwsCertificateManagerCertificate",
        ["AWS::CloudFormation::Stack"] = "AwsCloudFormationStack",
        ["AWS::CloudFront::Distribution"] = "AwsCloudFrontDistribution",
        ["AWS::CloudTrail::Trail"] = "AwsCloudTrailTrail",
        ["AWS::DynamoDB::Table"] = "AwsDynamoDbTable",
        ["AWS::EC2::Instance"] = "AwsEc2Instance",
        ["AWS::EC2::NetworkAcl"] = "AwsEc2NetworkAcl",
        ["AWS::EC2::NetworkInterface"] = "AwsEc2NetworkInterface",
        ["AWS::EC2::SecurityGroup"] = "AwsEc2SecurityGroup",
        ["AWS::EC2::Subnet"] = "AwsEc2Subnet",
        ["AWS::EC2::Volume"] = "AwsEc2Volume",
        ["AWS::EC2::VPC"] = "AwsEc2Vpc",
        ["AWS::ECR::Repository"] = "AwsEcrRepository",
        ["AWS::ElasticLoadBalancing::LoadBalancer"] = "AwsElbLoadBalancer",
        ["AWS::ElasticLoadBalancingV2::LoadBalancer"] = "AwsElbv2LoadBalancer",
        ["AWS::GuardDuty::Detector"] = "AwsGuardDutyDetector",
        ["AWS::IAM::Group"] = "AwsIamGroup",
        ["AWS::IAM::ManagedPolicy"] = "AwsIamPolicy",
        ["AWS::IAM::Role"] = "AwsIamRole",
        ["AWS::IAM::User"] = "AwsIamUser",
        ["AWS::KMS::Key"] = "AwsKmsKey",
        ["AWS::Lambda::Function"] = "AwsLambdaFunction",
        ["AWS::OpenSearchService::Domain"] = "AwsOpenSearchServiceDomain",
        ["AWS::RDS::DBClusterSnapshot"] = "AwsRdsDbClusterSnapshot",
        ["AWS::RDS::DBInstance"] = "AwsRdsDbInstance",
        ["AWS::RDS::DBSnapshot"] = "AwsRdsDbSnapshot",
        ["AWS::Redshift::Cluster"] = "AwsRedshiftCluster",
        ["AWS::S3::Bucket"] = "AwsS3Bucket",
        ["AWS::SecretsManager::Secret"] = "AwsSecretsManagerSecret",
        ["AWS::SQS::Queue"] = "AwsSqsQueue",
    };

    /// <summary>The type; <c>Other</c> where Security Hub has none.</summary>
    public static string Of(string resourceType) => s_types.GetValueOrDefault(resourceType, "Other");
}
