using Dmm.Modeling.Loading;
using Dmm.Modeling.Model;
using FsCheck;
using FsCheck.Fluent;
using Passthrough.Devices.Simulated;
using Passthrough.Tests.Simulated;

namespace Passthrough.Tests.Modeled;

/// <summary>What models/ne2k.yaml says of received frames is what the card does.</summary>
public class AddressFilterTests
{
    private static readonly DeviceModel Model = ModelLoader.Load("models/ne2k.yaml", RepositoryFiles.Bytes("models", "ne2k.yaml")).Model!;

    private static readonly Arbitrary<(byte Rcr, ulong Mar, byte[] Destination)> Cases = (
        from rcr in Gen.Choose(0, 0x1f)
        from mar in Gen.Frequency((1, Gen.Constant(0UL)), (1, Gen.Constant(ulong.MaxValue)), (4, ArbMap.Default.GeneratorFor<ulong>()))
        from any in Gen.Choose(0, 255).ArrayOf(6)
        from destination in Gen.Elements(Frames.Station, Frames.Stranger, Frames.Broadcast, [.. any.Select(each => (byte)each)])
        select ((byte)rcr, mar, destination)).ToArbitrary();

    [Fact]
    public void TheModelTakesExactlyTheFramesThatTheCardTakes() =>
        Check.One(Config.QuickThrowOnFailure.WithMaxTest(1000), Prop.ForAll(Cases, each =>
        {
            var state = new Dp8390State { Rcr = each.Rcr };
            Frames.Station.CopyTo(state.Par, 0);
            BitConverter.TryWriteBytes(state.Mar, each.Mar);
            var words = new ulong[Model.StateWords];
            words[WordOf("RCR")] = each.Rcr;
            words[WordOf("MAR")] = each.Mar;
            words[WordOf("PAR")] = Frames.Station.Select((value, i) => (ulong)value << (8 * i)).Aggregate((all, value) => all | value);

            Assert.Equal(new AddressFilter(state).Accepts(each.Destination), Model.Receive!.Accepts.Takes(each.Destination, words));
        }));

    private static int WordOf(string register) => Model.Registers.Single(each => each.Name == register).Word;
}
