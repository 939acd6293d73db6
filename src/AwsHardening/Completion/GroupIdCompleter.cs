namespace AwsHardening.Completion;

/// <summary>Offers ids of security groups.</summary>
public sealed class GroupIdCompleter() : SeenIdCompleter("sg-");
