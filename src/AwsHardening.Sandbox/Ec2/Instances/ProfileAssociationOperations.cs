using System.Text.Json.Nodes;

namespace AwsHardening.Sandbox.Ec2;

/// <summary>The association of an instance with an instance profile.</summary>
internal sealed class ProfileAssociation(string id, Instance instance) : Ec2Resource(ResourceKind.ProfileAssociation, id)
{
    public Instance Instance { get; } = instance;

    /// <summary>As the association's State answers it.</summary>
    public string Status { get; set; } = "associating";

    public JsonObject Shape(string? status = null) => Json.Of(
        ("AssociationId", Id), ("InstanceId", Instance.Id), ("State", status ?? Status),
        ("IamInstanceProfile", Instance.Profile is { } profile ? Json.Of(("Arn", profile.Arn), ("Id", profile.Id)) : null));
}

/// <summary>Which instance profile an instance has.</summary>
internal static class ProfileAssociationOperations
{
    private static readonly Describe<ProfileAssociation> s_describe = new(
        "DescribeIamInstanceProfileAssociations", "IamInstanceProfileAssociations")
    {
        Ids = "AssociationIds",
        Pages = (5, 1000),
        Shape = association => association.Shape(),
        Filters = new()
        {
            { "instance-id", association => association.Instance.Id },
            { "state", association => association.Status },
        },
    };

    public static void Register(OperationTable table)
    {
        table.Add("DescribeIamInstanceProfileAssociations", call => s_describe.Answer(call, Known(call)));
        table.Add("AssociateIamInstanceProfile", Associate);
        table.Add("ReplaceIamInstanceProfileAssociation", Replace);
        table.Add("DisassociateIamInstanceProfile", Disassociate);
    }

    /// <summary>The profile that a request names; null where it names none.</summary>
    /// <exception cref="AwsErrorException">IAM has no such profile.</exception>
    public static InstanceProfile? Read(Ec2Call call)
    {
        if (call.Input.Item("IamInstanceProfile") is not { } asked)
        {
            return null;
        }

        var name = asked.Text("Name");
        var arn = asked.Text("Arn") ?? (name is null
            ? throw Ec2Errors.MissingParameter("iamInstanceProfile.name or iamInstanceProfile.arn")
            : $"arn:{call.Region.Partition.Name}:iam::{call.AccountId}:instance-profile/{name}");
        arn = call.Options.FindInstanceProfile is { } find
            ? find(arn) ?? throw Ec2Errors.InvalidValue(name is null
                ? $"Value ({arn}) for parameter iamInstanceProfile.arn is invalid. Invalid IAM Instance Profile ARN"
                : $"Value ({name}) for parameter iamInstanceProfile.name is invalid. Invalid IAM Instance Profile name")
            : arn;
        return new InstanceProfile(arn, InstanceProfileIds.Of(arn));
    }

    // A launch, or a copied account, gives a profile without a call of ours: the association is there all the same.
    private static Ec2Table<ProfileAssociation> Known(Ec2Call call)
    {
        var table = call.Region.ProfileAssociations;
        foreach (var instance in call.Region.Instances.Rows.Where(instance =>
            instance.Profile is not null && !table.Rows.Any(row => row.Instance == instance)))
        {
            table.Add(new ProfileAssociation(call.NewId(ResourceKind.ProfileAssociation), instance) { Status = "associated" });
        }

        foreach (var gone in table.Rows.Where(row => row.Instance.Status == InstanceStatus.Terminated).ToList())
        {
            table.Remove(gone);
        }

        return table;
    }

    private static JsonObject Associate(Ec2Call call)
    {
        var instance = call.Region.Instances.Get(call.Input.Required("InstanceId"));
        var profile = Read(call) ?? throw Ec2Errors.MissingParameter("IamInstanceProfile");
        if (instance.Status != InstanceStatus.Running && instance.Status != InstanceStatus.Stopped)
        {
            throw instance.WrongState();
        }

        if (Known(call).Rows.Any(row => row.Instance == instance))
        {
            throw new AwsErrorException("IncorrectState", $"There is an existing association for instance {instance.Id}");
        }

        call.StopIfDryRun();
        instance.Profile = profile;
        var association = call.Region.ProfileAssociations.Add(
            new ProfileAssociation(call.NewId(ResourceKind.ProfileAssociation), instance));
        var answer = Json.Of(("IamInstanceProfileAssociation", association.Shape()));
        call.State.Later(() => association.Status = "associated");
        return answer;
    }

    private static JsonObject Replace(Ec2Call call)
    {
        var old = Named(call);
        var profile = Read(call) ?? throw Ec2Errors.MissingParameter("IamInstanceProfile");
        call.StopIfDryRun();
        old.Instance.Profile = profile;
        call.Region.ProfileAssociations.Remove(old);
        var association = call.Region.ProfileAssociations.Add(
            new ProfileAssociation(call.NewId(ResourceKind.ProfileAssociation), old.Instance));
        var answer = Json.Of(("IamInstanceProfileAssociation", association.Shape()));
        call.State.Later(() => association.Status = "associated");
        return answer;
    }

    private static JsonObject Disassociate(Ec2Call call)
    {
        var association = Named(call);
        call.StopIfDryRun();
        var answer = Json.Of(("IamInstanceProfileAssociation", association.Shape("disassociating")));
        association.Instance.Profile = null;
        call.Region.ProfileAssociations.Remove(association);
        return answer;
    }

    private static ProfileAssociation Named(Ec2Call call)
    {
        var id = call.Input.Required("AssociationId");
        return Known(call).Find(id) ?? throw new AwsErrorException(
            "InvalidAssociationID.NotFound", $"An invalid association-id of '{id}' was given");
    }
}
