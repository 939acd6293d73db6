using Mono.Cecil;
using Mono.Cecil.Cil;

namespace AwsHardening.UnitTests.Engine.Architecture;

/// <summary>The calls in an assembly, as the compiler wrote them: lambdas and async bodies count for the class they stand in.</summary>
internal static class CompiledCode
{
    public static IReadOnlyList<(string Caller, MethodReference Called)> Calls(string path)
    {
        var resolver = new DefaultAssemblyResolver();
        resolver.AddSearchDirectory(AppContext.BaseDirectory);
        using var module = ModuleDefinition.ReadModule(path, new ReaderParameters { AssemblyResolver = resolver });
        return
        [
            .. from type in module.GetTypes()
               from method in type.Methods
               where method.HasBody
               from instruction in method.Body.Instructions
               where instruction.OpCode.FlowControl == FlowControl.Call || instruction.OpCode == OpCodes.Ldftn || instruction.OpCode == OpCodes.Ldvirtftn
               let called = instruction.Operand as MethodReference
               where called is not null
               select (Outermost(type).FullName, called),
        ];
    }

    public static IReadOnlyList<string> References(string path)
    {
        using var module = ModuleDefinition.ReadModule(path);
        return [.. module.AssemblyReferences.Select(reference => reference.Name)];
    }

    /// <summary>True for an operation of an AWS client that is not, by AWS's naming, a read.</summary>
    public static bool IsMutatingOperation(MethodReference method) =>
        method.DeclaringType.FullName.StartsWith("Amazon.", StringComparison.Ordinal)
        && (method.DeclaringType.Name.StartsWith("IAmazon", StringComparison.Ordinal)
            || method.DeclaringType.Name.EndsWith("Client", StringComparison.Ordinal))
        && method.Name.EndsWith("Async", StringComparison.Ordinal)
        && !Array.Exists(s_reads, read => method.Name.StartsWith(read, StringComparison.Ordinal))
        && !(method.DeclaringType.FullName.StartsWith("Amazon.KeyManagementService.", StringComparison.Ordinal) && s_ciphers.Contains(method.Name));

    private static readonly string[] s_reads = ["Describe", "Get", "List", "Search", "Lookup", "Head", "BatchGet", "Simulate"];

    // What KMS does with a key, not to it: the account is the same afterwards.
    private static readonly string[] s_ciphers =
        ["EncryptAsync", "DecryptAsync", "ReEncryptAsync", "GenerateDataKeyAsync", "GenerateDataKeyWithoutPlaintextAsync"];

    private static TypeDefinition Outermost(TypeDefinition type) => type.DeclaringType is { } outer ? Outermost(outer) : type;
}
