using Dmm.Modeling.Model;

namespace Dmm.Modeling.Loading;

/// <summary>Binds registers that mean what the next command says.</summary>
internal static class PointerBinder
{
    private const string Memory = "memory", Zero = "zero";

    public static List<PointerInfo> Bind(Binding binding)
    {
        var pointers = new List<PointerInfo>();
        foreach (var entry in binding.Root["pointers"].Mappings())
        {
            var to = entry.Scalar("to")!;
            DescriptorInfo? structure = null;
            var isFound = binding.TryRegister(entry, "register", out var register)
                & (to.Text is Memory or Zero || binding.TryFind(to, NameKind.Descriptors, binding.Descriptors, out structure));
            foreach (var with in isFound ? ResetAccessBinder.Bind(binding, [entry]) : [])
                if (with.IsWrite && ReceiveRegisters.MustBeWritable(binding, entry["register"]!, register!))
                    pointers.Add(new PointerInfo(register!, with, structure, to.Text == Memory, entry.Location));
        }
        return pointers;
    }
}
