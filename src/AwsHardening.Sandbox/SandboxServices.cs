using AwsHardening.Sandbox.AccessAnalyzer;
using AwsHardening.Sandbox.CloudTrail;
using AwsHardening.Sandbox.CloudWatch;
using AwsHardening.Sandbox.Config;
using AwsHardening.Sandbox.DynamoDb;
using AwsHardening.Sandbox.Ec2;
using AwsHardening.Sandbox.Edges;
using AwsHardening.Sandbox.Elb;
using AwsHardening.Sandbox.EventBridge;
using AwsHardening.Sandbox.GuardDuty;
using AwsHardening.Sandbox.Iam;
using AwsHardening.Sandbox.Kms;
using AwsHardening.Sandbox.Logs;
using AwsHardening.Sandbox.Organizations;
using AwsHardening.Sandbox.S3;
using AwsHardening.Sandbox.S3Control;
using AwsHardening.Sandbox.Settings;
using AwsHardening.Sandbox.Sns;
using AwsHardening.Sandbox.Ssm;
using AwsHardening.Sandbox.Sts;

namespace AwsHardening.Sandbox;

/// <summary>The services that every account has.</summary>
internal static class SandboxServices
{
    public static IEnumerable<IServiceHandler> CreateAll(SandboxAccount account) =>
    [
        new StsService(account),
        new Ec2Service(new Ec2Options(account.AccountId, account.Clock, account.Ids)
        {
            FindInstanceProfile = arn => account.Service<IamService>().FindProfileArn(arn),
        }),
        new S3Service(new S3Options(account.AccountId, account.Clock, account.Ids)),
        new S3ControlService(account),
        new AccessAnalyzerService(account),
        new CloudTrailService(account),
        new ConfigService(account),
        new ElbService(account),
        new GuardDutyService(account),
        new IamService(account),
        new KmsService(new KmsOptions(account.AccountId, account.Clock, account.Ids)),
        new DynamoDbService(new DynamoDbOptions(account.AccountId, account.Clock, account.Ids)),
        new LogsService(account),
        new OrganizationsService(account),
        new ContactService(account),
        new SecurityHubService(account),
        new DatabaseService(account),
        new FileSystemService(account),
        new DistributionService(account),
        new RestApiService(account),
        new HttpApiService(account),
        new FunctionService(account),
        new QueueService(account),
        new RepositoryService(account),
        new SecretService(account),
        new SearchDomainService(account),
        new ArchiveVaultService(account),
        new BackupVaultService(account),
        new MailService(account),
        new WarehouseService(account),
        new StackService(account),
        new CertificateService(account),
        new DomainService(account),
        new ClassicBalancerService(account),
        new SnsService(account),
        new EventBridgeService(account),
        new SsmService(account),
        // The last to be told of a call: what the others made of it may have moved an alarm.
        new CloudWatchService(account),
    ];
}
