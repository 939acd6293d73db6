# Items 69 to 80 of the workshop, so that they work (T7, T8).
BeforeAll {
    . "$PSScriptRoot/Common.ps1"
    Import-TestModule

    function Get-Mutation { @($session.GetSandboxCalls() | Where-Object Mutating) }
}

Describe 'Enable-SessionLogging' {
    BeforeEach {
        $session = Connect-AwsHardening -Sandbox Fnd203
        $id = (Get-ManagedInstance -Name 'Services Server for AZ1').InstanceId
        $places = @{ BucketName = 'fnd203-ssmlogs-bucket-me'; LogGroupName = 'fnd203-ssmlogs-logs' }
    }
    AfterEach { Disconnect-AwsHardening }

    It 'shows the commands that were typed on a services server' {
        $done = Enable-SessionLogging @places -OpenNetwork
        $done | Should -BeOfType AwsHardening.AccessChange
        $done.Status | Sort-Object -Unique | Should -BeExactly 'Applied'
        $done.ResourceType | Should -Contain 'AWS::KMS::Key'
        $done[-1].ResourceType | Should -BeExactly 'AWS::SSM::Document'

        $null = Enter-InstanceSession $id -Line 'curl http://169.254.169.254/latest/meta-data/instance-id'
        $history = Get-SessionHistory -InstanceId $id
        $history.S3OutputUrl | Should -Match '/fnd203-ssmlogs-bucket-me/'
        $history.LogGroupName | Should -BeExactly 'fnd203-ssmlogs-logs'
        ($history | Get-SessionLog).Message | Should -Contain $id
        (Get-SessionLog $history.SessionId).Message | Should -Contain 'sh-4.2$ curl http://169.254.169.254/latest/meta-data/instance-id'
    }

    It 'says what the network lacks, and leaves it' {
        $null = Enable-SessionLogging @places -WarningVariable warning -WarningAction SilentlyContinue
        "$warning" | Should -Match 'Services Server for AZ1.+cannot write logs'
        (Get-Mutation).Operation | Should -Not -Contain 'CreateVpcEndpoint'
    }

    It 'changes nothing under -WhatIf and with -PlanOnly, and a plan can be applied' {
        $null = Enable-SessionLogging @places -OpenNetwork -WhatIf
        $plan = Enable-SessionLogging @places -OpenNetwork -PlanOnly
        Get-Mutation | Should -BeNullOrEmpty
        $plan | Should -BeOfType AwsHardening.HardeningPlan
        (Invoke-HardeningPlan -Plan $plan -Confirm:$false).Status | Sort-Object -Unique | Should -Be 'Applied'
    }

    It 'asks with -Confirm, and takes nobody for no' {
        { Enable-SessionLogging @places -Confirm } | Should -Throw
        Get-Mutation | Should -BeNullOrEmpty
    }

    It 'is taken back whole' {
        $null = Enable-SessionLogging @places -OpenNetwork -Confirm:$false
        (Undo-HardeningChange -Id (Get-HardeningChange).ChangeId -Confirm:$false).Status | Sort-Object -Unique | Should -Be 'Applied'
        Enable-SessionLogging @places -OpenNetwork -PlanOnly | Should -Not -BeNullOrEmpty
    }

    It 'takes instances by property name, and reports one that is not there' {
        Get-ManagedInstance $id | Enable-SessionLogging @places -WarningAction SilentlyContinue | Should -Not -BeNullOrEmpty
        { Enable-SessionLogging @places -InstanceId i-0123456789abcdef0 -ErrorAction Stop } | Should -Throw -ErrorId 'InstanceNotFound*'
        $null = Enable-SessionLogging @places -KmsKeyId alias/none -ErrorAction SilentlyContinue -ErrorVariable problem
        $problem[0].FullyQualifiedErrorId | Should -Match '^KeyNotFound'
    }
}
