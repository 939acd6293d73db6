using System.Text.Json.Nodes;

namespace AwsHardening.Core.Changes;

/// <summary>
/// One AWS call as data. Parameters are in AWS's own member names, as the AWS CLI takes them with --cli-input-json, except
/// that <c>{"$id": "x"}</c> stands for an id that may have changed since it was written down.
/// </summary>
/// <param name="Id">Its name within the change.</param>
/// <param name="Service">The service, such as <c>ec2</c>.</param>
/// <param name="Operation">The operation, such as <c>AuthorizeSecurityGroupIngress</c>.</param>
/// <param name="Parameters">The parameters.</param>
/// <param name="Counterpart">The call of the inverse that takes this one back.</param>
/// <param name="Creates">What the answer makes known.</param>
public sealed record ApiCall(
    string Id, string Service, string Operation, JsonObject Parameters, string Counterpart, IReadOnlyList<CreatedId> Creates)
{
    /// <summary>The IAM action it needs.</summary>
    [System.Text.Json.Serialization.JsonIgnore]
    public string IamAction => IamActions.Of(Service, Operation);

    /// <summary>True where the answer holds a secret that AWS gives out once: it is kept elsewhere, and stands in no journal.</summary>
    [System.Text.Json.Serialization.JsonIgnore]
    public bool AnswersWithSecret => SecretAnswers.Has(Service, Operation);

    /// <summary>True for a look at what the calls before it made: those after it are made only when all of it can be seen.</summary>
    [System.Text.Json.Serialization.JsonIgnore]
    public bool IsLook => Operation.StartsWith("Describe", StringComparison.Ordinal);
}

/// <summary>An id that AWS issues when a call succeeds, found in its answer by content.</summary>
/// <param name="Id">The name the change has for it: an earlier id that comes back under a new one, or a name of the change's own.</param>
/// <param name="List">
/// The list in the answer, such as <c>SecurityGroupRules</c>, or the one element, such as <c>NetworkAcl</c>; empty for the answer itself.
/// </param>
/// <param name="Match">What the element holds.</param>
/// <param name="Member">The member that holds the id, such as <c>SecurityGroupRuleId</c>; empty where the list is of ids alone.</param>
public sealed record CreatedId(string Id, string List, JsonObject Match, string Member);
