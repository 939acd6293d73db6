using AwsHardening.Sandbox.Ec2;
using AwsHardening.Sandbox.Elb;
using AwsHardening.Sandbox.Iam;
using AwsHardening.Sandbox.Kms;
using AwsHardening.Sandbox.Logs;
using AwsHardening.Sandbox.S3;
using AwsHardening.Sandbox.Ssm;
using AwsHardening.Sandbox.Sts;

namespace AwsHardening.Sandbox;

/// <summary>The services that every account has.</summary>
internal static class SandboxServices
{
    public static IEnumerable<IServiceHandler> CreateAll(SandboxAccount account)
    {
        var iam = new IamService(account);
        var ec2 = new Ec2Service(new Ec2Options(account.AccountId, account.Clock, account.Ids)
        {
            FindInstanceProfile = iam.State.FindProfileArn,
        });
        var s3 = new S3Service(new S3Options(account.AccountId, account.Clock, account.Ids));
        var kms = new KmsService(account);
        var logs = new LogsService(account, kms.State);
        return
        [
            new StsService(account), ec2, s3, iam, kms, logs, new ElbService(account, ec2),
            new SsmService(account, new SsmSurroundings(ec2, iam, s3, logs)),
        ];
    }
}
