using System.Management.Automation;
using System.Reflection;
using AwsHardening.Changes;
using AwsHardening.Completion;
using AwsHardening.Core.Changes.Plans;
using AwsHardening.Core.Identity.Permissions;
using AwsHardening.Help;
using AwsHardening.Pipeline;
using AwsHardening.Seam;

namespace AwsHardening.Identity;

/// <summary>Writes the least-privilege policy for commands of this module, or for plans.</summary>
[Cmdlet(VerbsCommon.Get, "HardeningPermission", DefaultParameterSetName = "Command")]
[OutputType(typeof(HardeningPermission), typeof(string))]
public sealed class GetHardeningPermissionCommand : AsyncCmdlet
{
    private readonly List<Type> _commands = [];
    private readonly List<HardeningPlan> _plans = [];

    /// <summary>Commands.</summary>
    [Parameter(Position = 0, ValueFromPipeline = true, ValueFromPipelineByPropertyName = true, ParameterSetName = "Command",
        HelpMessage = "Names of commands of this module; all of them unless said.")]
    [Alias("Name")]
    [SupportsWildcards]
    [ValidateNotNullOrEmpty]
    [ArgumentCompleter(typeof(ModuleCommandCompleter))]
    public string[] Command { get; set; } = ["*"];

    /// <summary>Needed always.</summary>
    [Parameter(ParameterSetName = "Command", HelpMessage = "Leave out the actions that are needed at times alone, such as for one parameter.")]
    public SwitchParameter ExcludeConditional { get; set; }

    /// <summary>Plans.</summary>
    [Parameter(Mandatory = true, ValueFromPipeline = true, ParameterSetName = "Plan", HelpMessage = "Plans, as -PlanOnly or Import-HardeningPlan gives them.")]
    public HardeningPlan[] Plan { get; set; } = [];

    /// <summary>Files of plans.</summary>
    [Parameter(Mandatory = true, ParameterSetName = "Path", HelpMessage = "Files that Export-HardeningPlan wrote; no wildcards.")]
    [Alias("LiteralPath")]
    [ValidateNotNullOrEmpty]
    public string[] Path { get; set; } = [];

    /// <summary>The policy alone.</summary>
    [Parameter(HelpMessage = "The policy's JSON alone, as AWS takes it.")]
    public SwitchParameter AsJson { get; set; }

    /// <inheritdoc />
    protected override void ProcessRecord()
    {
        switch (ParameterSetName)
        {
            case "Plan":
                _plans.AddRange(Plan);
                break;
            case "Path":
                foreach (var path in Path)
                {
                    var file = SessionState.Path.GetUnresolvedProviderPathFromPSPath(path);
                    Run((_, _) =>
                    {
                        _plans.Add(PlanOperation.Import(file));
                        return Task.CompletedTask;
                    });
                }

                break;
            default:
                foreach (var name in Command)
                {
                    Find(name);
                }

                break;
        }
    }

    /// <inheritdoc />
    protected override void EndProcessing() => Run(async (host, stop) =>
    {
        if (_commands.Count == 0 && _plans.Count == 0)
        {
            return;
        }

        var permission = _plans.Count > 0
            ? PermissionOperation.ForPlans(_plans, Needs(typeof(InvokeHardeningPlanCommand)))
            : PermissionOperation.ForCommands([.. _commands.Select(Needs)], ExcludeConditional);
        foreach (var warning in permission.Warnings)
        {
            host.WriteWarning(warning);
        }

        await host.WriteObjectAsync(AsJson ? permission.Policy : permission, stop);
    });

    /// <summary>What a command declares.</summary>
    internal static CommandNeeds Needs(Type command) => new(
        ModuleCommands.NameOf(command),
        [.. command.GetCustomAttributes<RequiresIamActionAttribute>().Select(need => (need.Action, need.When)).OrderBy(need => need.Action, StringComparer.Ordinal)],
        command.GetCustomAttribute<RequiresIamActionsOfChangesAttribute>() is not null);

    private void Find(string name)
    {
        var pattern = new WildcardPattern(name, WildcardOptions.IgnoreCase);
        Type[] found = [.. ModuleCommands.All.Where(command => pattern.IsMatch(ModuleCommands.NameOf(command)))];
        if (found.Length == 0)
        {
            WriteError(ErrorRecords.From(new OperationError("CommandNotFound", OperationErrorCategory.ObjectNotFound,
                $"This module has no command {name}.", "Get-Command -Module AwsHardening lists them.", name)));
        }

        _commands.AddRange(found.Where(command => !_commands.Contains(command)));
    }
}
