namespace AwsHardening.Completion;

/// <summary>Offers ids of subnets.</summary>
public sealed class SubnetIdCompleter() : SeenIdCompleter("subnet-");
