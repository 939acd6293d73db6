namespace AwsHardening.Core.Reporting.Rules;

/// <summary>Somebody is told of changes of the organization.</summary>
internal sealed class AlarmOrganizationsChanges() : AlarmRule("OrganizationsChanges");
