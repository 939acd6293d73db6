using System.Text.Json.Nodes;
using AwsHardening.Sandbox.Ec2;
using AwsHardening.Sandbox.Services;

namespace AwsHardening.Sandbox.Ssm;

/// <summary>Run Command. Agents fetch what is theirs when the next call comes; one that cannot lets it time out.</summary>
internal sealed class CommandOperations(Regional<SsmRegion> regions)
{
    public void Register(OperationSet set)
    {
        set.Add("SendCommand", Send);
        set.Add("CancelCommand", Cancel);
        set.Add("ListCommands", List);
        set.Add("ListCommandInvocations", ListInvocations);
        set.Add("GetCommandInvocation", Get);
    }

    private JsonObject Send(ServiceCall call)
    {
        var region = regions[call.Region];
        var document = region.Document(call.Required("DocumentName"));
        if (document.Type != "Command")
        {
            throw new AwsErrorException("InvalidDocument", $"Document {document.Name} is not a Command document.");
        }

        var parameters = (JsonObject)(call.Input["Parameters"] ?? new JsonObject()).DeepClone();
        if (document.Name == AwsDocuments.RunShellScript && parameters["commands"] is not JsonArray { Count: > 0 })
        {
            throw new AwsErrorException("InvalidParameters", "The following required parameters are missing: commands");
        }

        var nodes = region.Nodes().Where(node => node.IsOnline).Select(node => node.Instance).ToList();
        var named = call.Texts("InstanceIds");
        if (named.Where(id => !nodes.Exists(instance => instance.Id == id)).ToList() is { Count: > 0 } unknown)
        {
            throw new AwsErrorException(
                "InvalidInstanceId", $"Instances [[{string.Join(", ", unknown)}]] not in a valid state for account {region.AccountId}");
        }

        var command = new SsmCommand(
            region.NewId("command"), document.Name, parameters, region.Now, call.Number("TimeoutSeconds") ?? 3600)
        {
            Comment = call.Text("Comment") ?? "",
        };
        command.Invocations.AddRange(nodes.Where(instance => named.Contains(instance.Id) || IsTarget(call, instance))
            .Select(instance => new CommandInvocation(instance.Id)));
        region.Commands.Add(command);
        return Json.Of(("Command", command.Shape()));
    }

    private static bool IsTarget(ServiceCall call, Instance instance) => call.Items("Targets").Any(target => target.Text("Key") switch
    {
        "InstanceIds" => target.Texts("Values").Contains(instance.Id),
        { } key when key.StartsWith("tag:", StringComparison.Ordinal) =>
            instance.Tags.TryGetValue(key["tag:".Length..], out var value) && target.Texts("Values").Contains(value),
        _ => false,
    });

    private void Cancel(ServiceCall call)
    {
        var command = Find(call.Region, call.Required("CommandId"))
            ?? throw new AwsErrorException("InvalidCommandId", "The specified command ID isn't valid.");
        foreach (var invocation in command.Invocations.Where(one => !one.IsDone))
        {
            (invocation.Status, invocation.Details) = ("Cancelled", "Cancelled");
        }
    }

    private JsonObject List(ServiceCall call) => SsmRegion.Page(
        call, "Commands",
        Settled(call.Region).Where(command => call.Text("CommandId") is not { } id || command.Id == id)
            .Where(command => call.Text("InstanceId") is not { } instance || command.Invocations.Exists(one => one.InstanceId == instance))
            .Reverse().ToList(),
        50, command => command.Shape());

    private JsonObject ListInvocations(ServiceCall call) => SsmRegion.Page(
        call, "CommandInvocations",
        Settled(call.Region).Where(command => call.Text("CommandId") is not { } id || command.Id == id).Reverse()
            .SelectMany(command => command.Invocations.Select(one => (Command: command, Invocation: one)))
            .Where(item => call.Text("InstanceId") is not { } instance || item.Invocation.InstanceId == instance).ToList(),
        50, item => item.Invocation.Shape(item.Command, call.Flag("Details") is true));

    private JsonObject Get(ServiceCall call)
    {
        var command = Find(call.Region, call.Required("CommandId"));
        return command?.Invocations.Find(one => one.InstanceId == call.Required("InstanceId"))?.Answer(command)
            ?? throw new AwsErrorException("InvocationDoesNotExist", "");
    }

    private SsmCommand? Find(string region, string id) => Settled(region).Find(command => command.Id == id);

    private List<SsmCommand> Settled(string name)
    {
        var region = regions[name];
        foreach (var command in region.Commands)
        {
            foreach (var invocation in command.Invocations.Where(one => !one.IsDone))
            {
                Settle(region, command, invocation);
            }
        }

        return region.Commands;
    }

    private static void Settle(SsmRegion region, SsmCommand command, CommandInvocation invocation)
    {
        if (region.AgentOf(invocation.InstanceId) is { TakesCommands: true } agent)
        {
            var shell = new InstanceShell(agent);
            var (output, code) = shell.Run(string.Join('\n', command.Lines));
            (invocation.Output, invocation.ResponseCode, invocation.Started) = (output, code, region.Now);
            invocation.Status = invocation.Details = code == 0 ? "Success" : "Failed";
            invocation.Error = code == 0 ? "" : $"failed to run commands: exit status {code}";
        }
        else if (region.Now > command.ExpiresAfter)
        {
            (invocation.Status, invocation.Details) = ("TimedOut", "Delivery Timed Out");
        }
    }
}
