using System.Collections;
using System.Globalization;
using System.Management.Automation;
using AwsHardening.Account;
using AwsHardening.Completion;
using AwsHardening.Core.Identity;
using AwsHardening.Help;

namespace AwsHardening.Identity;

/// <summary>Lists the accounts of the organization.</summary>
[Cmdlet(VerbsCommon.Get, "OrganizationAccount")]
[OutputType(typeof(OrganizationAccount))]
[RequiresIamAction("organizations:ListAccounts", When = "-OrganizationalUnit is not said")]
[RequiresIamAction("organizations:ListRoots", When = "-OrganizationalUnit is said")]
[RequiresIamAction("organizations:ListOrganizationalUnitsForParent", When = "-OrganizationalUnit is said")]
[RequiresIamAction("organizations:ListAccountsForParent", When = "-OrganizationalUnit is said")]
[RequiresIamAction("organizations:ListTagsForResource", When = "-Tag is said")]
public sealed class GetOrganizationAccountCommand : SessionCmdlet
{
    /// <summary>Accounts.</summary>
    [Parameter(Position = 0, ValueFromPipeline = true, ValueFromPipelineByPropertyName = true,
        HelpMessage = "Accounts: 12-digit ids, or names with wildcards; left out, all.")]
    [NotASession]
    [SupportsWildcards]
    [ValidateNotNullOrEmpty]
    public string[] Account { get; set; } = [];

    /// <summary>Organizational units.</summary>
    [Parameter(HelpMessage = "Organizational units, with those below them: ids, names or paths from the root; wildcards allowed.")]
    [SupportsWildcards]
    [ValidateNotNullOrEmpty]
    public string[] OrganizationalUnit { get; set; } = [];

    /// <summary>Tags.</summary>
    [Parameter(HelpMessage = "Tags that an account must all have, such as @{ env = 'prod*' }.")]
    [ValidateNotNullOrEmpty]
    public Hashtable? Tag { get; set; }

    /// <summary>Statuses.</summary>
    [Parameter(HelpMessage = "Accounts of these statuses alone, such as ACTIVE.")]
    [ArgumentCompleter(typeof(AccountStatusCompleter))]
    [ValidateNotNullOrEmpty]
    public string[] Status { get; set; } = [];

    /// <inheritdoc />
    protected override void ProcessRecord()
    {
        var query = new OrganizationAccountQuery
        {
            Account = Account, OrganizationalUnit = OrganizationalUnit, Status = Status,
            Tag = (Tag ?? []).Cast<DictionaryEntry>().ToDictionary(tag => Text(tag.Key), tag => Text(tag.Value), StringComparer.Ordinal),
        };
        Emit((host, stop) => OrganizationAccountOperation.FindAsync(OpenSession(), query, host, stop));
    }

    private static string Text(object? value) => Convert.ToString(value, CultureInfo.InvariantCulture) ?? "";
}
