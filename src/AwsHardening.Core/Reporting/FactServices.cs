namespace AwsHardening.Core.Reporting;

/// <summary>The services that an account is read of: how their lists are paged, and whether they are in a Region.</summary>
internal static class FactServices
{
    public static readonly FactService AccessAnalyzer = new("accessanalyzer", "AWS::AccessAnalyzer") { Token = ("nextToken", "nextToken") };

    public static readonly FactService Account = new("account", "AWS::Account") { IsGlobal = true };

    public static readonly FactService ApiGateway = new("apigateway", "AWS::ApiGateway") { Token = ("position", "position") };

    public static readonly FactService ApiGatewayV2 = new("apigatewayv2", "AWS::ApiGatewayV2");

    public static readonly FactService Backup = new("backup", "AWS::Backup");

    public static readonly FactService CloudFront = new("cloudfront", "AWS::CloudFront") { IsGlobal = true };

    public static readonly FactService Acm = new("acm", "AWS::CertificateManager");

    public static readonly FactService CloudFormation = new("cloudformation", "AWS::CloudFormation");

    public static readonly FactService CloudTrail = new("cloudtrail", "AWS::CloudTrail");

    public static readonly FactService CloudWatch = new("cloudwatch", "AWS::CloudWatch");

    public static readonly FactService Config = new("config", "AWS::Config");

    public static readonly FactService DynamoDb = new("dynamodb", "AWS::DynamoDB") { Token = ("ExclusiveStartTableName", "LastEvaluatedTableName") };

    public static readonly FactService Ec2 = new("ec2", "AWS::EC2");

    public static readonly FactService Ecr = new("ecr", "AWS::ECR") { Token = ("nextToken", "nextToken") };

    public static readonly FactService Efs = new("efs", "AWS::EFS") { Token = ("Marker", "NextMarker") };

    public static readonly FactService Elb = new("elbv2", "AWS::ElasticLoadBalancingV2") { Token = ("Marker", "NextMarker") };

    public static readonly FactService Events = new("events", "AWS::Events");

    public static readonly FactService ElbClassic = new("elb", "AWS::ElasticLoadBalancing") { Token = ("Marker", "NextMarker") };

    public static readonly FactService Glacier = new("glacier", "AWS::Glacier") { Token = ("marker", "Marker") };

    public static readonly FactService GuardDuty = new("guardduty", "AWS::GuardDuty");

    public static readonly FactService Iam = new("iam", "AWS::IAM") { IsGlobal = true, Token = ("Marker", "Marker") };

    public static readonly FactService Kms = new("kms", "AWS::KMS") { Token = ("Marker", "NextMarker") };

    public static readonly FactService Lambda = new("lambda", "AWS::Lambda") { Token = ("Marker", "NextMarker") };

    public static readonly FactService Logs = new("logs", "AWS::Logs") { Token = ("nextToken", "nextToken") };

    public static readonly FactService OpenSearch = new("opensearch", "AWS::OpenSearchService");

    public static readonly FactService Organizations = new("organizations", "AWS::Organizations") { IsGlobal = true };

    public static readonly FactService Rds = new("rds", "AWS::RDS") { Token = ("Marker", "Marker") };

    public static readonly FactService Redshift = new("redshift", "AWS::Redshift") { Token = ("Marker", "Marker") };

    public static readonly FactService Route53Domains = new("route53domains", "AWS::Route53Domains") { IsGlobal = true, Token = ("Marker", "NextPageMarker") };

    public static readonly FactService S3 = new("s3", "AWS::S3") { IsGlobal = true, Token = ("ContinuationToken", "ContinuationToken") };

    public static readonly FactService S3Control = new("s3control", "AWS::S3") { IsGlobal = true };

    public static readonly FactService SecretsManager = new("secretsmanager", "AWS::SecretsManager");

    public static readonly FactService SecurityHub = new("securityhub", "AWS::SecurityHub");

    public static readonly FactService Ses = new("sesv2", "AWS::SES");

    public static readonly FactService Sns = new("sns", "AWS::SNS");

    public static readonly FactService Sqs = new("sqs", "AWS::SQS");

    public static readonly FactService Ssm = new("ssm", "AWS::SSM");
}
