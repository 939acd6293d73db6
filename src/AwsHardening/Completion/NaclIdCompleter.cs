namespace AwsHardening.Completion;

/// <summary>Offers ids of network ACLs.</summary>
public sealed class NaclIdCompleter() : SeenIdCompleter("acl-");
