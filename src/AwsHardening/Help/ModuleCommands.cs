using System.Management.Automation;
using System.Reflection;

namespace AwsHardening.Help;

/// <summary>The commands of this module.</summary>
internal static class ModuleCommands
{
    public static IReadOnlyList<Type> All { get; } =
    [
        .. typeof(ModuleCommands).Assembly.GetTypes()
            .Where(type => !type.IsAbstract && type.IsPublic && type.GetCustomAttribute<CmdletAttribute>() is not null).OrderBy(NameOf, StringComparer.Ordinal),
    ];

    public static string NameOf(Type command) =>
        command.GetCustomAttribute<CmdletAttribute>() is { } named ? $"{named.VerbName}-{named.NounName}" : command.Name;
}
