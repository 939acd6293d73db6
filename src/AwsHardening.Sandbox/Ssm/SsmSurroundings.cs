using AwsHardening.Sandbox.Ec2;
using AwsHardening.Sandbox.Iam;
using AwsHardening.Sandbox.Logs;
using AwsHardening.Sandbox.S3;

namespace AwsHardening.Sandbox.Ssm;

/// <summary>The services whose state decides what Systems Manager can do.</summary>
internal sealed record SsmSurroundings(Ec2Service Ec2, IamService Iam, S3Service S3, LogsService Logs);
