using AwsHardening.Sandbox;
using AwsHardening.Sandbox.Hosting;
using AwsHardening.UnitTests.SandboxTests.AwsCli;
using Xunit;

namespace AwsHardening.UnitTests.SandboxTests.Settings;

/// <summary>What boto3 makes of services of which the embedded account has the settings alone.</summary>
public sealed class BotoSettingsTests
{
    private const string Script = """
        import json
        import boto3
        def code(call, **parameters):
            try:
                call(**parameters)
            except Exception as error:
                return error.response['Error']['Code']

        mail = boto3.client('sesv2')
        mail.create_email_identity(EmailIdentity='example.com')
        mail.create_email_identity(EmailIdentity='somebody@example.com')
        policy = json.dumps({'Version': '2012-10-17', 'Statement': []})
        mail.create_email_identity_policy(EmailIdentity='example.com', PolicyName='senders', Policy=policy)
        mail.put_email_identity_dkim_attributes(EmailIdentity='example.com', SigningEnabled=False)
        one = mail.get_email_identity(EmailIdentity='somebody@example.com')
        print('mail', one['IdentityType'], one['DkimAttributes']['SigningEnabled'], len(one['DkimAttributes']['Tokens']),
            mail.get_email_identity(EmailIdentity='example.com')['Policies'] == {'senders': policy},
            [i['IdentityName'] for i in mail.list_email_identities(PageSize=1)['EmailIdentities']], code(mail.get_email_identity, EmailIdentity='none'))

        redshift = boto3.client('redshift')
        for number in range(21):
            redshift.create_cluster(ClusterIdentifier=f'c{number:02}', NodeType='ra3.large', MasterUsername='owner', ManageMasterPassword=True)
        redshift.enable_logging(ClusterIdentifier='c00', LogDestinationType='cloudwatch', LogExports=['connectionlog'])
        pages = list(redshift.get_paginator('describe_clusters').paginate(PaginationConfig={'PageSize': 20}))
        group = pages[0]['Clusters'][0]['ClusterParameterGroups'][0]['ParameterGroupName']
        ssl = [p['ParameterValue'] for p in redshift.describe_cluster_parameters(ParameterGroupName=group)['Parameters'] if p['ParameterName'] == 'require_ssl']
        print('redshift', [len(p['Clusters']) for p in pages], ssl, redshift.describe_logging_status(ClusterIdentifier='c00')['LogExports'],
            code(redshift.describe_logging_status, ClusterIdentifier='none'),
            code(redshift.modify_cluster_parameter_group, ParameterGroupName=group, Parameters=[{'ParameterName': 'require_ssl', 'ParameterValue': 'false'}]))

        stacks = boto3.client('cloudformation')
        body = json.dumps({'Parameters': {'Password': {'Type': 'String', 'NoEcho': True}}, 'Outputs': {'Site': {'Value': 'here'}}})
        stacks.create_stack(StackName='s', TemplateBody=body, Parameters=[{'ParameterKey': 'Password', 'ParameterValue': 'hush'}])
        stacks.update_termination_protection(StackName='s', EnableTerminationProtection=True)
        stack = next(iter(stacks.get_paginator('describe_stacks').paginate()))['Stacks'][0]
        print('stacks', stack['EnableTerminationProtection'], stack['Parameters'][0]['ParameterValue'], stack['Outputs'][0]['OutputValue'],
            code(stacks.describe_stacks, StackName='none'), code(stacks.create_stack, StackName='s', TemplateBody=body))

        rds = boto3.client('rds')
        rds.create_db_instance(DBInstanceIdentifier='d', DBInstanceClass='db.t4g.micro', Engine='postgres', BackupRetentionPeriod=0)
        rds.create_db_snapshot(DBInstanceIdentifier='d', DBSnapshotIdentifier='n')
        rds.modify_db_snapshot_attribute(DBSnapshotIdentifier='n', AttributeName='restore', ValuesToAdd=['all'])
        shared = rds.describe_db_snapshot_attributes(DBSnapshotIdentifier='n')['DBSnapshotAttributesResult']['DBSnapshotAttributes']
        tls = [{'Name': 'parameter-name', 'Values': ['rds.force_ssl', 'require_secure_transport']}]
        rds.create_db_parameter_group(DBParameterGroupName='own', DBParameterGroupFamily='mysql8.4', Description='own')
        rds.modify_db_parameter_group(DBParameterGroupName='own', Parameters=[{'ParameterName': 'require_secure_transport', 'ParameterValue': '1', 'ApplyMethod': 'immediate'}])
        print('parameters', [(g, [p['ParameterValue'] for p in rds.describe_db_parameters(DBParameterGroupName=g, Filters=tls)['Parameters']]) for g in ('own', 'default.postgres14', 'default.postgres17')],
            rds.describe_db_instances()['DBInstances'][0]['DBParameterGroups'][0]['DBParameterGroupName'], code(rds.describe_db_parameters, DBParameterGroupName='none'))
        rds.create_db_cluster(DBClusterIdentifier='c', Engine='aurora-mysql', StorageEncrypted=True)
        rds.create_db_cluster_snapshot(DBClusterIdentifier='c', DBClusterSnapshotIdentifier='n')
        print('rds', rds.describe_db_instances()['DBInstances'][0]['BackupRetentionPeriod'], shared[0]['AttributeValues'],
            len(rds.describe_db_snapshots(SnapshotType='automated')['DBSnapshots']),
            code(rds.modify_db_cluster_snapshot_attribute, DBClusterSnapshotIdentifier='n', AttributeName='restore', ValuesToAdd=['all']),
            code(rds.describe_db_snapshot_attributes, DBSnapshotIdentifier='none'), code(rds.describe_db_instances, MaxRecords=5))

        acm = boto3.client('acm')
        arn = acm.request_certificate(DomainName='www.example.com', KeyAlgorithm='EC_prime256v1')['CertificateArn']
        print('acm', len(acm.list_certificates()['CertificateSummaryList']), len(acm.list_certificates(Includes={'keyTypes': ['EC_prime256v1']})['CertificateSummaryList']),
            acm.describe_certificate(CertificateArn=arn)['Certificate']['Options']['CertificateTransparencyLoggingPreference'], code(acm.describe_certificate, CertificateArn=arn + '0'))

        domains = boto3.client('route53domains')
        who = {'FirstName': 'Some', 'LastName': 'Body'}
        for name in ('example.com', 'example.de'):
            domains.register_domain(DomainName=name, DurationInYears=1, AdminContact=who, RegistrantContact=who, TechContact=who)
        domains.disable_domain_auto_renew(DomainName='example.com')
        print('domains', [(d['AutoRenew'], d['TransferLock']) for p in domains.get_paginator('list_domains').paginate(PaginationConfig={'PageSize': 1}) for d in p['Domains']],
            code(domains.enable_domain_transfer_lock, DomainName='example.de'))

        # Both generations of load balancers sign alike.
        classic, modern = boto3.client('elb'), boto3.client('elbv2')
        classic.create_load_balancer(LoadBalancerName='old', AvailabilityZones=['us-east-1a'], Listeners=[{'Protocol': 'HTTP', 'LoadBalancerPort': 80, 'InstancePort': 80}])
        print('elb', [b['LoadBalancerName'] for b in classic.describe_load_balancers()['LoadBalancerDescriptions']],
            [b['LoadBalancerName'] for b in modern.describe_load_balancers()['LoadBalancers']],
            classic.describe_load_balancer_attributes(LoadBalancerName='old')['LoadBalancerAttributes']['AccessLog']['Enabled'],
            code(classic.describe_load_balancer_attributes, LoadBalancerName='none'))

        ec2 = boto3.client('ec2')
        volume = ec2.create_volume(AvailabilityZone='us-east-1a', Size=8)
        snapshot = ec2.create_snapshot(VolumeId=volume['VolumeId'])['SnapshotId']
        everybody = lambda: len(ec2.describe_snapshots(OwnerIds=['self'], RestorableByUserIds=['all'])['Snapshots'])
        before = everybody()
        ec2.modify_snapshot_attribute(SnapshotId=snapshot, Attribute='createVolumePermission', OperationType='add', GroupNames=['all'])
        image = ec2.create_image(InstanceId=ec2.describe_instances()['Reservations'][0]['Instances'][0]['InstanceId'], Name='image')['ImageId']
        ec2.modify_image_attribute(ImageId=image, LaunchPermission={'Add': [{'Group': 'all'}]})
        told = ec2.run_instances(ImageId='ami-00000000', MinCount=1, MaxCount=1, SubnetId=ec2.describe_subnets()['Subnets'][0]['SubnetId'], UserData='echo')['Instances'][0]['InstanceId']
        import base64
        print('told', base64.b64decode(ec2.describe_instance_attribute(InstanceId=told, Attribute='userData')['UserData']['Value']),
            ec2.describe_snapshot_attribute(SnapshotId=snapshot, Attribute='createVolumePermission')['CreateVolumePermissions'])
        hidden = ec2.create_snapshot(VolumeId=ec2.create_volume(AvailabilityZone='us-east-1a', Size=8, Encrypted=True)['VolumeId'])['SnapshotId']
        print('ec2', volume['Encrypted'], before, everybody(), ec2.describe_images(Owners=['self'])['Images'][0]['Public'], len(ec2.describe_images(Owners=['amazon'])['Images']),
            code(ec2.modify_snapshot_attribute, SnapshotId=hidden, Attribute='createVolumePermission', OperationType='add', GroupNames=['all']),
            code(ec2.create_snapshot, VolumeId='vol-00000000'))
        """;

    [Fact]
    public async Task It_reads_back_what_it_wrote_page_by_page_and_knows_the_errors()
    {
        await using var server = SandboxServer.Start(SandboxAccount.FromTemplate("Fnd203"));
        Assert.Equal(
            [
                "mail EMAIL_ADDRESS False 3 True ['example.com'] NotFoundException",
                "redshift [20, 1] ['true'] ['connectionlog'] ClusterNotFound InvalidClusterParameterGroupState",
                "stacks True **** here ValidationError AlreadyExistsException",
                "parameters [('own', ['1']), ('default.postgres14', ['0']), ('default.postgres17', ['1'])] default.postgres17 DBParameterGroupNotFound",
                "rds 0 ['all'] 0 InvalidDBClusterSnapshotStateFault DBSnapshotNotFound InvalidParameterValue",
                "acm 0 1 ENABLED ResourceNotFoundException",
                "domains [(False, True), (True, False)] UnsupportedTLD",
                "elb ['old'] ['WebAppLoadBalancer'] False LoadBalancerNotFound",
                "told b'echo' [{'Group': 'all'}]",
                "ec2 False 0 1 True 0 OperationNotPermitted InvalidVolume.NotFound",
            ],
            await Boto.RunAsync(server, Script));
    }
}
