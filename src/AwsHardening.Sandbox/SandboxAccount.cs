namespace AwsHardening.Sandbox;

/// <summary>A simulated AWS account: its services, its clock, the calls it has seen.</summary>
public sealed partial class SandboxAccount
{
}
