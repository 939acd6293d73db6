namespace AwsHardening.Completion;

/// <summary>Offers ids of VPCs.</summary>
public sealed class VpcIdCompleter() : SeenIdCompleter("vpc-");
