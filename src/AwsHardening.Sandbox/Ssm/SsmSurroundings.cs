using AwsHardening.Sandbox.Ec2;
using AwsHardening.Sandbox.Iam;
using AwsHardening.Sandbox.Kms;
using AwsHardening.Sandbox.Logs;
using AwsHardening.Sandbox.S3;

namespace AwsHardening.Sandbox.Ssm;

/// <summary>The services whose state decides what Systems Manager can do.</summary>
internal sealed class SsmSurroundings(SandboxAccount account)
{
    public Ec2State Ec2 => account.Service<Ec2Service>().State;

    public IamState Iam => account.Service<IamService>().State;

    public KmsState Keys => account.Service<KmsService>().State;

    public S3State S3 => account.Service<S3Service>().State;

    public LogsState Logs(string region) => account.Service<LogsService>().Regions[region];
}
